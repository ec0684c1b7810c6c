import { daysAfter, referenceDate } from "./calendar.js";
import type { MerchantCart, MerchantChannel, MerchantCustomer, MerchantListing, MerchantProduct } from "./merchant.js";
import type { Random } from "./random.js";
import { slug } from "./slug.js";

/** The two storefronts; both sell in the merchant's currency. */
export function makeChannels(currency: string): MerchantChannel[] {
  return [
    { code: "web-fr", name: "Boutique en ligne France", currency, locale: "fr-FR" },
    { code: "web-gb", name: "Online shop United Kingdom", currency, locale: "en-GB" },
  ];
}

/** Which products each channel lists; the first product is published on both. */
export function generateListings(
  products: readonly MerchantProduct[],
  channels: readonly MerchantChannel[],
  random: Random,
): MerchantListing[] {
  return channels.flatMap(({ code, locale }, rank) =>
    products
      .filter((product, index) => index === 0 || (product.isEnabled && random.chance(rank === 0 ? 0.96 : 0.86)))
      .map((product) => {
        const isPublished = product === products[0] || random.chance(0.97);
        const title = product.name[locale];
        return {
          sku: product.sku,
          channel: code,
          isPublished,
          title,
          slug: `${slug(title)}-${slug(product.sku)}`,
          ...(isPublished ? { publishedAt: daysAfter(referenceDate, -random.next() * 500) } : {}),
        };
      }),
  );
}

const openCarts = 20;

/** Open carts, some of them anonymous, each with what its channel publishes. */
export function generateCarts(
  listings: readonly MerchantListing[],
  buyers: {
    channels: readonly MerchantChannel[];
    customers: readonly MerchantCustomer[];
    unitOf: (sku: string) => MerchantProduct["unit"] | undefined;
  },
  random: Random,
): MerchantCart[] {
  const published = Map.groupBy(
    listings.filter(({ isPublished }) => isPublished),
    ({ channel }) => channel,
  );
  return Array.from({ length: openCarts }, (_, index) => {
    const channel = random.pick(buyers.channels);
    const offered = published.get(channel.code) ?? [];
    const customer = random.chance(0.6) && buyers.customers.length > 0 ? random.pick(buyers.customers).number : undefined;
    return {
      id: `CART-${String(index + 1).padStart(4, "0")}`,
      channel: channel.code,
      ...(customer === undefined ? {} : { customer }),
      lines: random.sample(offered, random.int(1, 4)).map(({ sku }) => ({
        sku,
        quantity: buyers.unitOf(sku) === "PIECE" ? random.int(1, 3) : random.int(2, 9) * 0.5,
      })),
    };
  });
}

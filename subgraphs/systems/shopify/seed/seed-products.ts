import type { MerchantListing, MerchantLocale, MerchantProduct } from "../../merchant/merchant.js";
import type { ProductRecord, VariantRecord } from "../records.js";
import { firstId, type Seeding } from "./seeding.js";
import { shopLocale } from "./shop-locale.js";

/** One product with one variant for each SKU, since the merchant lists every SKU on a page of its own. */
export function seedProducts(seeding: Seeding): void {
  const { merchant, data, at } = seeding;
  const listings = Map.groupBy(merchant.listings, ({ sku }) => sku);
  merchant.products.forEach((product, index) => {
    const record = productOf(seeding, { product, index, listings: listings.get(product.sku) ?? [] });
    data.products.put(record.id, record);
    const variant = variantOf(product, index, record);
    data.variants.put(variant.id, variant);
    data.inventoryItems.put(variant.inventoryItemId, {
      id: variant.inventoryItemId,
      variantId: variant.id,
      tracked: true,
      requiresShipping: true,
      cost: product.cost,
      createdAt: at,
      updatedAt: at,
    });
  });
}

interface Source {
  readonly product: MerchantProduct;
  readonly index: number;
  readonly listings: readonly MerchantListing[];
}

function productOf({ merchant, data }: Seeding, { product, index, listings }: Source): ProductRecord {
  const [primary = "en-GB", ...others] = merchant.locales;
  const localeOf = new Map(merchant.channels.map(({ code, locale }) => [code, locale]));
  const listingIn = (locale: MerchantLocale): MerchantListing | undefined =>
    listings.find(({ channel }) => localeOf.get(channel) === locale);
  const published = listings.flatMap(({ channel, isPublished, publishedAt }) => {
    const publication = data.publications.find(({ handle }) => handle === channel);
    return publication && isPublished ? [[publication.id, publishedAt ?? product.updatedAt] as const] : [];
  });
  return {
    id: firstId.product + index,
    title: listingIn(primary)?.title ?? product.name[primary],
    handle: listingIn(primary)?.slug ?? handleOf(product, primary),
    status: product.isEnabled || published.length > 0 ? "ACTIVE" : "DRAFT",
    descriptionHtml: `<p>${product.description[primary]}</p>`,
    vendor: product.brand,
    productType: product.family,
    tags: product.categories,
    seo: { title: `${product.name[primary]} | ${merchant.name}`, description: product.description[primary].slice(0, 320) },
    options: [{ id: firstId.option + index, name: "Title", values: ["Default Title"] }],
    variantIds: [firstId.variant + index],
    translations: others.flatMap((locale) => translationsOf(product, locale, { listing: listingIn(locale), shop: merchant.name })),
    publications: Object.fromEntries(published),
    createdAt: product.updatedAt,
    updatedAt: product.updatedAt,
  };
}

function translationsOf(
  product: MerchantProduct,
  locale: MerchantLocale,
  { listing, shop }: { listing: MerchantListing | undefined; shop: string },
): ProductRecord["translations"] {
  const texts = {
    title: listing?.title ?? product.name[locale],
    handle: listing?.slug ?? handleOf(product, locale),
    body_html: `<p>${product.description[locale]}</p>`,
    meta_title: `${product.name[locale]} | ${shop}`,
    meta_description: product.description[locale].slice(0, 320),
  };
  return Object.entries(texts).map(([key, value]) => ({ locale: shopLocale(locale), key, value }));
}

function variantOf({ sku, barcode, listPrice, unit }: MerchantProduct, index: number, product: ProductRecord): VariantRecord {
  return {
    id: firstId.variant + index,
    productId: product.id,
    inventoryItemId: firstId.inventoryItem + index,
    position: 1,
    title: "Default Title",
    sku,
    barcode,
    price: listPrice,
    compareAtPrice: null,
    taxable: true,
    // What is sold by length or weight is cut to order.
    inventoryPolicy: unit === "PIECE" ? "DENY" : "CONTINUE",
    selectedOptions: [{ name: "Title", value: "Default Title" }],
    withheldFrom: [],
    createdAt: product.createdAt,
    updatedAt: product.updatedAt,
  };
}

function handleOf({ name, sku }: MerchantProduct, locale: MerchantLocale): string {
  const plain = `${name[locale]} ${sku}`
    .replaceAll("œ", "oe")
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();
  return (plain.match(/[a-z0-9]+/g) ?? []).join("-");
}

import {
  cartId,
  channelId,
  customerId,
  locale,
  money,
  sku,
  type CartId,
  type CartLine,
  type CartRecord,
  type Channel,
  type ListingRecord,
  type Sku,
} from "#model";
import type { CartNode } from "./operations/carts.js";
import type { ChannelsData, PublicationNode } from "./operations/channels.js";
import { translations, type ListingShape, type VariantNode } from "./operations/listings.js";
import type { ShopifySettings } from "./settings.js";

/** A sales channel with the publication that fills it and the language that it is read in. */
export interface SalesChannel {
  readonly channel: Channel;
  readonly publicationId: string;
  /** Shopify's name of the language, when it is not the shop's own. */
  readonly translatedInto?: string | undefined;
  /** Address of a product, with {slug} and {sku} in it. */
  readonly productUrl?: string | undefined;
}

/** The channels of one page of publications that the settings do not leave out. */
export function toSalesChannels(
  { shop, shopLocales, publications }: ChannelsData,
  { channels: wanted }: ShopifySettings,
): readonly SalesChannel[] {
  const primary = shopLocales.find((one) => one.primary)?.locale;
  return publications.nodes.flatMap((publication): SalesChannel[] => {
    const { handle, name } = faceOf(publication);
    const set = wanted?.[handle];
    if (wanted !== undefined && set === undefined) return [];
    const language = set?.locale === undefined ? undefined : shopLocaleOf(set.locale, shopLocales);
    const told = set?.locale ?? primary;
    return [
      {
        channel: {
          id: channelId(handle),
          name,
          currency: set?.currency ?? shop.currencyCode,
          ...(told !== undefined && { locale: locale(told) }),
        },
        publicationId: publication.id,
        translatedInto: language === primary ? undefined : language,
        productUrl: set?.productUrl,
      },
    ];
  });
}

/** A publication without a channel of its own is known by its number. */
function faceOf({ id, catalog, channels }: PublicationNode): { readonly handle: string; readonly name: string } {
  const [channel] = channels?.nodes ?? [];
  const handle = channel?.handle ?? id.slice(id.lastIndexOf("/") + 1);
  return { handle, name: channel?.name ?? catalog?.title ?? handle };
}

/** Shopify mostly names a language without its region. */
function shopLocaleOf(tag: string, shopLocales: ChannelsData["shopLocales"]): string | undefined {
  const names = [tag, tag.split("-", 1)[0]];
  return names.find((name) => shopLocales.some((one) => one.locale === name));
}

/** Languages to be asked for besides the shop's own, each once. */
export function translatedLocales(channels: readonly SalesChannel[]): readonly string[] {
  return [...new Set(channels.flatMap(({ translatedInto }) => translatedInto ?? []))];
}

/** What has to be asked for these channels. */
export function shapeOf(channels: readonly SalesChannel[]): ListingShape {
  return { publications: channels.length, locales: translatedLocales(channels).length };
}

/** Variants by their exact SKU. */
export function bySku(variants: readonly VariantNode[]): ReadonlyMap<string, readonly VariantNode[]> {
  return Map.groupBy(
    variants.filter((variant) => variant.sku !== null),
    (variant) => variant.sku ?? "",
  );
}

/** How a SKU stands on every channel; of variants that share it, the one that is live there speaks, else the oldest. */
export function toListings(key: Sku, variants: readonly VariantNode[], channels: readonly SalesChannel[]): readonly ListingRecord[] {
  const locales = translatedLocales(channels);
  const oldestFirst = variants.toSorted((left, right) => Number(left.legacyResourceId) - Number(right.legacyResourceId));
  return channels.flatMap((channel, index) => {
    const variant = oldestFirst.find((one) => isLive(one, index)) ?? oldestFirst[0];
    if (variant === undefined) return [];
    const language = channel.translatedInto === undefined ? undefined : locales.indexOf(channel.translatedInto);
    return [toListing(key, variant, { channel, isPublished: isLive(variant, index), texts: textsOf(variant, language) })];
  });
}

interface Standing {
  readonly channel: SalesChannel;
  readonly isPublished: boolean;
  readonly texts: Texts;
}

function toListing(key: Sku, variant: VariantNode, { channel, isPublished, texts }: Standing): ListingRecord {
  const { product } = variant;
  const url = isPublished ? urlOf(key, variant, { channel, slug: texts.slug }) : undefined;
  return {
    sku: key,
    channel: channel.channel.id,
    title: texts.title,
    slug: texts.slug,
    isPublished,
    ...(url !== undefined && { url }),
    ...(isPublished && product.publishedAt !== null && { publishedAt: product.publishedAt }),
    ...(texts.seoTitle && { seoTitle: texts.seoTitle }),
    ...(texts.seoDescription && { seoDescription: texts.seoDescription }),
  };
}

/** A variant is live where it and its product are published; a draft or archived product is nowhere. */
function isLive(variant: VariantNode, index: number): boolean {
  const { status } = variant.product;
  return (status === "ACTIVE" || status === "UNLISTED") && variant[`on${index}`] === true && variant.product[`on${index}`] === true;
}

interface Texts {
  readonly title: string;
  readonly slug: string;
  readonly seoTitle: string | null;
  readonly seoDescription: string | null;
}

/** The product's texts, translated where there is a translation. */
function textsOf({ product }: VariantNode, language: number | undefined): Texts {
  const told = language === undefined ? [] : translations.parse(product[`in${language}`] ?? []);
  const translated = new Map(told.map(({ key, value }) => [key, value]));
  return {
    title: translated.get("title") || product.title,
    slug: translated.get("handle") || product.handle,
    seoTitle: translated.get("meta_title") || product.seo.title,
    seoDescription: translated.get("meta_description") || product.seo.description,
  };
}

function urlOf(
  key: Sku,
  variant: VariantNode,
  { channel, slug }: { readonly channel: SalesChannel; readonly slug: string },
): string | undefined {
  if (channel.productUrl !== undefined) {
    return channel.productUrl.replaceAll("{slug}", encodeURIComponent(slug)).replaceAll("{sku}", encodeURIComponent(key));
  }
  const { onlineStoreUrl, hasOnlyDefaultVariant } = variant.product;
  if (onlineStoreUrl === null) return undefined;
  return hasOnlyDefaultVariant ? onlineStoreUrl : `${onlineStoreUrl}?variant=${variant.legacyResourceId}`;
}

/** A cart under the id by which it was asked for, which may carry its secret key. */
export function toCart(id: CartId, cart: CartNode, lines: CartNode["lines"]["nodes"]): CartRecord {
  const number = cart.buyerIdentity.customer?.metafield?.value;
  return {
    id: cartId(id),
    ...(number && { customer: customerId(number) }),
    lines: lines.map(toLine),
    subtotal: toMoney(cart.cost.subtotalAmount),
    total: toMoney(cart.cost.totalAmount),
    checkoutUrl: cart.checkoutUrl,
    updatedAt: cart.updatedAt,
  };
}

function toLine({ id, quantity, cost, merchandise }: CartNode["lines"]["nodes"][number]): CartLine {
  return {
    id,
    ...(merchandise.sku && { sku: sku(merchandise.sku) }),
    title: lineTitle(merchandise),
    quantity,
    unitPrice: toMoney(cost.amountPerQuantity),
    total: toMoney(cost.totalAmount),
  };
}

/** Shopify names the only variant of a product without options so. */
function lineTitle({ title, product }: { readonly title: string; readonly product: { readonly title: string } }): string {
  return title === "Default Title" ? product.title : `${product.title} – ${title}`;
}

function toMoney({ amount, currencyCode }: { readonly amount: string; readonly currencyCode: string }) {
  return money(amount, currencyCode);
}

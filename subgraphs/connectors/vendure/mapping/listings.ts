import { type Channel, channelId, type ListingRecord, locale, sku } from "#model";
import type { ListedVariant } from "../operations/listings.js";

/** Which channels are shown, and where their storefront is. */
export interface ListingView {
  readonly channels?: readonly string[] | undefined;
  readonly productUrl?: string | undefined;
}

/** A channel of Vendure; its code is the only name it has. */
export function toChannel(channel: { code: string; defaultCurrencyCode: string; defaultLanguageCode: string }): Channel {
  return {
    id: channelId(channel.code),
    name: channel.code,
    currency: channel.defaultCurrencyCode,
    locale: locale(channel.defaultLanguageCode.replaceAll("_", "-")),
  };
}

/** A variant's listings, one a channel, each in the channel's own language where the variant has it. */
export function toListings(variant: ListedVariant, view: ListingView): ListingRecord[] {
  return variant.channels
    .filter(({ code }) => view.channels?.includes(code) ?? true)
    .map(({ code, defaultLanguageCode }) => toListing(variant, { code, language: defaultLanguageCode }, view));
}

function toListing(variant: ListedVariant, channel: { code: string; language: string }, view: ListingView): ListingRecord {
  const inLanguage = ({ languageCode }: { languageCode: string }): boolean => languageCode === channel.language;
  const slug = variant.product.translations.find(inLanguage)?.slug ?? variant.product.slug;
  return {
    sku: sku(variant.sku),
    channel: channelId(channel.code),
    title: variant.translations.find(inLanguage)?.name ?? variant.name,
    slug,
    ...(view.productUrl === undefined ? {} : { url: fillIn(view.productUrl, { slug, sku: variant.sku }) }),
    isPublished: variant.enabled && variant.product.enabled,
  };
}

/** Fills the `{names}` of an address with values, each made safe for an address. */
export function fillIn(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{(\w+)\}/gu, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : encodeURIComponent(value);
  });
}

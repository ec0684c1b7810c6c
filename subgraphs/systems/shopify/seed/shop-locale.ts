/** Shopify names a language without its region, except for the few that it keeps apart (https://shopify.dev/docs/api/admin-graphql/latest/objects/ShopLocale). */
export function shopLocale(tag: string): string {
  return ["pt-BR", "pt-PT", "zh-CN", "zh-TW"].includes(tag) ? tag : (tag.split("-", 1)[0] ?? tag);
}

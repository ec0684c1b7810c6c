/** A search for any of the given values of one field, each as a quoted phrase (https://shopify.dev/docs/api/usage/search-syntax). */
export function anyOf(field: string, values: readonly string[]): string {
  return values.map((value) => `${field}:'${escaped(value)}'`).join(" OR ");
}

/** Inside single quotes only the quote itself and the escape sign have a meaning. */
function escaped(value: string): string {
  return value.replace(/[\\']/gu, "\\$&");
}

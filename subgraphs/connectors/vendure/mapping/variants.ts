/** One variant a SKU: Vendure lets two variants share a SKU, of which the one for sale counts, then the older. */
export function bySku<Variant extends { readonly sku: string; readonly enabled: boolean }>(
  variants: readonly Variant[],
): ReadonlyMap<string, Variant> {
  const chosen = new Map<string, Variant>();
  for (const variant of variants) {
    const rival = chosen.get(variant.sku);
    if (!rival || (variant.enabled && !rival.enabled)) chosen.set(variant.sku, variant);
  }
  return chosen;
}

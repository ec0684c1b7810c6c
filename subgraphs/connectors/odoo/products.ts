import type { Sku } from "#model";

/** Most SKUs in one request; more than this and the request takes longer than it saves. */
export const skusAtOnce = 500;

/**
 * What was read, by the SKU that was asked for. Odoo does not keep internal references unique: of two products with one reference, the one
 * that is first in `records` counts.
 */
export function bySku<Item extends { readonly sku: Sku }>(skus: readonly Sku[], records: readonly Item[]): Map<Sku, Item> {
  const asked = new Set(skus);
  const found = new Map<Sku, Item>();
  for (const record of records) if (asked.has(record.sku) && !found.has(record.sku)) found.set(record.sku, record);
  return found;
}

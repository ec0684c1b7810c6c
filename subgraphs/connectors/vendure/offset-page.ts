import { type Page, type PageRequest } from "#model";

/** A list as Vendure answers it: some items, and how many there are in all. */
export interface VendureList<Item> {
  readonly totalItems: number;
  readonly items: readonly Item[];
}

/** How many items come before the page; a cursor is the place of an item. `undefined` when the cursor is none of ours. */
export function skipOf({ after }: PageRequest): number | undefined {
  if (after === undefined) return 0;
  return /^\d{1,9}$/u.test(after) ? Number(after) + 1 : undefined;
}

/** One page from a list that was read from `skip` on; items that map to nothing are left out. */
export function toPage<Vendor, Item>(list: VendureList<Vendor>, skip: number, map: (item: Vendor) => Item | undefined): Page<Item> {
  const items = list.items.flatMap((vendor, place) => {
    const item = map(vendor);
    return item === undefined ? [] : [{ item, cursor: String(skip + place) }];
  });
  return { items, hasNextPage: skip + list.items.length < list.totalItems, totalCount: list.totalItems };
}

/** One page of a longer list; `endCursor` fetches the page after it. */
export interface Page<Item> {
  readonly items: readonly { readonly item: Item; readonly cursor: string }[];
  readonly hasNextPage: boolean;
  /** How many there are in all, when the system counts them. */
  readonly totalCount?: number;
}

/** Which page is asked for. */
export interface PageRequest {
  /** At most this many items. */
  readonly first: number;
  /** Cursor of the item before the page; absent asks for the first page. */
  readonly after?: string;
}

/** Where a page of a search begins. */
export interface SearchPosition {
  /** Record id of the item before the page; absent for the first page. */
  readonly id?: string;
  /** How many items come before the page. */
  readonly before: number;
}

const spelling = /^(?<id>\d{1,19})-(?<before>\d{1,9})$/u;

/** The position that a cursor names, the first one without a cursor; `undefined` when the cursor is none of ours. */
export function positionOf(cursor: string | undefined): SearchPosition | undefined {
  if (cursor === undefined) return { before: 0 };
  const { id, before } = spelling.exec(cursor)?.groups ?? {};
  return id === undefined ? undefined : { id, before: Number(before) };
}

/** The cursor of an item: its record id, and how many items there are up to and with it. */
export function positionAfter({ id, before }: Required<SearchPosition>): string {
  return `${id}-${before}`;
}

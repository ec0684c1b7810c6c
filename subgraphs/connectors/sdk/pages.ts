/** A vendor's pages would never end: a cursor came back twice, or there are more pages than can be. */
export class EndlessPages extends Error {
  override readonly name = "EndlessPages";
}

/** Bound on the pages of one list; 10,000 when absent. */
export interface PageBounds {
  readonly maxPages?: number;
}

/** How a list is read by cursor or by link. */
export interface CursorPages<Page> extends PageBounds {
  /** Where it starts; absent asks for the first page without a cursor. */
  readonly from?: string | undefined;
  readonly load: (cursor: string | undefined) => Promise<Page>;
  /** Cursor or link of the next page; `undefined` on the last. */
  readonly nextOf: (page: Page) => string | undefined;
}

/** How a list is read by offset. */
export interface OffsetPages<Item> extends PageBounds {
  readonly pageSize: number;
  /** A page with fewer items than `limit` is the last. */
  readonly load: (offset: number, limit: number) => Promise<readonly Item[]>;
}

const defaultMaxPages = 10_000;

/**
 * Reads pages one after another, each with the cursor (or next link) that the one before it named.
 *
 * Throws `EndlessPages` when a cursor comes twice or there are too many pages.
 */
export async function* pagesByCursor<Page>({ from, load, nextOf, maxPages = defaultMaxPages }: CursorPages<Page>): AsyncGenerator<Page> {
  const seen = new Set<string | undefined>();
  let cursor = from;
  do {
    if (seen.has(cursor)) throw new EndlessPages("A page names a cursor that was used already.");
    if (seen.size >= maxPages) throw new EndlessPages(`More than ${maxPages} pages.`);
    seen.add(cursor);
    const page = await load(cursor);
    yield page;
    cursor = nextOf(page);
  } while (cursor !== undefined && cursor !== "");
}

/** Reads pages by next link; the link goes to `path` of a vendor request as it is, and leaves the vendor's origin never. */
export function pagesByLink<Page>(pages: Omit<CursorPages<Page>, "from" | "load"> & LinkPages<Page>): AsyncGenerator<Page> {
  const { first, load } = pages;
  return pagesByCursor({ ...pages, from: first, load: (link) => load(link ?? first) });
}

/** Where a linked list starts, and how a page is loaded. */
export interface LinkPages<Page> {
  readonly first: string;
  readonly load: (link: string) => Promise<Page>;
}

/** Reads pages by offset until one is not full. An empty last page is not given. Throws `EndlessPages` when there are too many. */
export async function* pagesByOffset<Item>({
  pageSize,
  load,
  maxPages = defaultMaxPages,
}: OffsetPages<Item>): AsyncGenerator<readonly Item[]> {
  for (let page = 0; page < maxPages; page += 1) {
    const items = await load(page * pageSize, pageSize);
    if (items.length > 0) yield items;
    if (items.length < pageSize) return;
  }
  throw new EndlessPages(`More than ${maxPages} pages.`);
}

import type { SimulatorWorld } from "../../simulator/simulator.js";
import { connect, type Connection, type PageArgs } from "../connection.js";
import type { SearchFields, SearchReport } from "../search/match-search.js";
import { search } from "../search/match-search.js";
import type {
  CustomerRecord,
  InventoryItemRecord,
  InventoryLevelRecord,
  LocationRecord,
  OrderRecord,
  ProductRecord,
  PublicationRecord,
  VariantRecord,
} from "../records.js";
import type { ShopData } from "../shop-data.js";

/** What one request to the Admin API works with. */
export interface AdminScope {
  readonly data: ShopData;
  readonly world: SimulatorWorld;
  /** What there is to say about the searches of this request, for `extensions.search`. */
  readonly searches: SearchReport[];
  readonly nodes: AdminNodes;
}

/** How records show as the vendor's objects; the objects refer to each other through this, as their types do. */
export interface AdminNodes {
  readonly product: (record: ProductRecord) => unknown;
  readonly variant: (record: VariantRecord) => unknown;
  readonly publication: (record: PublicationRecord) => unknown;
  readonly inventoryItem: (record: InventoryItemRecord) => unknown;
  readonly level: (record: InventoryLevelRecord) => unknown;
  readonly location: (record: LocationRecord) => unknown;
  readonly customer: (record: CustomerRecord) => unknown;
  readonly order: (record: OrderRecord) => unknown;
}

/** Arguments of a connection that can be searched and sorted. */
export interface ListArgs extends PageArgs {
  readonly query?: string | null;
  readonly sortKey?: string | null;
}

/** How the records of one list are searched, sorted and shown. */
export interface Listing<T, Node> {
  /** Name of the field, which tells the caller's searches apart. */
  readonly name: string;
  readonly records: readonly T[];
  readonly fields: SearchFields<T>;
  /** What each sort key compares; a key that is missing here sorts by id. */
  readonly sortKeys?: Readonly<Record<string, (record: T) => string | number>>;
  readonly idOf: (record: T) => number | string;
  readonly nodeOf: (record: T) => Node;
}

/** One page of the records that a search finds. */
export function list<T, Node>(scope: AdminScope, args: ListArgs, listing: Listing<T, Node>): Connection<Node> {
  return connect(sorted(find(scope, args.query, listing), args, listing), args, listing);
}

/** How many records a search finds. */
export function countOf<T, Node>(
  scope: AdminScope,
  query: string | null | undefined,
  listing: Listing<T, Node>,
): { readonly count: number; readonly precision: string } {
  return exactly(find(scope, query, listing).length);
}

/** A count that is not an estimate. */
export function exactly(count: number): { readonly count: number; readonly precision: string } {
  return { count, precision: "EXACT" };
}

function find<T, Node>(scope: AdminScope, query: string | null | undefined, { name, records, fields }: Listing<T, Node>): readonly T[] {
  if (query === null || query === undefined || query.trim() === "") return records;
  const { found, report } = search(records, query, fields);
  scope.searches.push({ path: [name], ...report });
  return found;
}

function sorted<T, Node>(records: readonly T[], { sortKey }: ListArgs, { sortKeys, idOf }: Listing<T, Node>): readonly T[] {
  const keyOf = sortKeys?.[sortKey ?? "ID"];
  const byId = (a: T, b: T): number => compare(idOf(a), idOf(b));
  return records.toSorted(keyOf ? (a, b) => compare(keyOf(a), keyOf(b)) || byId(a, b) : byId);
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a) < String(b) ? -1 : Number(String(a) > String(b));
}

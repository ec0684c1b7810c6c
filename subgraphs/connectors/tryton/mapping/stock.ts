import { createHash } from "node:crypto";
import { z } from "zod";
import { type IncomingStock, type LocationId, locationId, sku, type StockLocation, type StockRecord, sumQuantities } from "#model";
import { codeOf, day, recordId, text } from "../values.js";
import { type ProductUnits, productUnitFields, productUnits, toSaleUnit } from "./units.js";

/** Fields of a warehouse. */
export const warehouseFields = ["code", "name", "address.city", "address.country.code"];

/** A warehouse. */
export const warehouseRow = z.object({
  id: recordId,
  code: z.string(),
  name: z.string(),
  "address.": z.object({ city: text, "country.": z.object({ code: text }).nullable() }).nullable(),
});

/** A warehouse of Tryton. */
export type WarehouseRow = z.output<typeof warehouseRow>;

/** Fields of a product with its quantity in the warehouse that the request's context names. */
export const stockedFields = ["code", "quantity", ...productUnitFields];

/** A product with its quantity, in its unit of stock. */
export const stockedRow = z.object({ id: recordId, code: z.string(), quantity: z.number(), ...productUnits });

/** A product with its quantity in the first warehouse. */
export type StockedRow = z.output<typeof stockedRow>;

/** Fields of a known product's quantity in a further warehouse. */
export const quantityFields = ["quantity"];

/** A known product's quantity in a further warehouse, in its unit of stock. */
export const quantityRow = z.object({ id: recordId, quantity: z.number() });

/** A product's quantity in one warehouse. */
export type QuantityRow = z.output<typeof quantityRow>;

const zone = z.object({ warehouse: recordId.nullable() });

/** Fields of a move that is still to be done. */
export const openMoveFields = [
  "product",
  "internal_quantity",
  "planned_date",
  "from_location.warehouse",
  "to_location.warehouse",
  "purchase.number",
  "shipment.rec_name",
];

/** A move that is still to be done; `internal_quantity` is in the product's unit of stock. */
export const openMoveRow = z.object({
  id: recordId,
  product: recordId,
  internal_quantity: z.number(),
  planned_date: day.nullable(),
  "from_location.": zone,
  "to_location.": zone,
  "purchase.": z.object({ number: text }).nullable(),
  "shipment.": z.object({ rec_name: text }).nullable(),
});

/** A planned, assigned or drafted move. */
export type OpenMoveRow = z.output<typeof openMoveRow>;

/** What is known of one warehouse's stock. */
export interface WarehouseQuantities {
  readonly warehouse: WarehouseRow;
  readonly rows: readonly QuantityRow[];
}

/** A warehouse in the merchant's words. */
export function toLocation(row: WarehouseRow, shopCodes: readonly string[]): StockLocation {
  const city = row["address."]?.city;
  const country = codeOf.parse(row["address."]?.["country."] ?? null);
  return {
    id: locationId(row.code),
    name: row.name,
    kind: shopCodes.includes(row.code) ? "SHOP" : "WAREHOUSE",
    ...(city === undefined ? {} : { city }),
    ...(country === undefined ? {} : { country }),
  };
}

/** What is known of the stock of some products. */
export interface KnownStock {
  readonly products: readonly StockedRow[];
  readonly quantities: readonly WarehouseQuantities[];
  readonly moves: readonly OpenMoveRow[];
}

/** The stock of products: what lies in each warehouse, what open moves will take away, what they will bring. */
export function toStockRecords({ products, quantities, moves }: KnownStock): readonly StockRecord[] {
  const movesOf = Map.groupBy(moves, (move) => move.product);
  const places = quantities.map(({ warehouse, rows }) => ({
    warehouse,
    onHand: new Map(rows.map(({ id, quantity }) => [id, quantity] as const)),
  }));
  return products.map((product) => toStockRecord(product, places, movesOf.get(product.id) ?? []));
}

interface Place {
  readonly warehouse: WarehouseRow;
  /** By product. */
  readonly onHand: ReadonlyMap<number, number>;
}

function toStockRecord(product: StockedRow, places: readonly Place[], moves: readonly OpenMoveRow[]): StockRecord {
  const levels = places.map(({ warehouse, onHand }) => ({
    location: locationId(warehouse.code),
    onHand: toSaleUnit(onHand.get(product.id) ?? 0, product),
    reserved: toSaleUnit(sumQuantities(moves.filter((move) => leaves(move, warehouse)).map((move) => move.internal_quantity)), product),
  }));
  const incoming = places.flatMap(({ warehouse }) =>
    moves.filter((move) => arrives(move, warehouse)).flatMap((move) => toIncoming(move, locationId(warehouse.code), product)),
  );
  incoming.sort((one, other) => one.expectedAt.localeCompare(other.expectedAt));
  return { sku: sku(product.code), levels, incoming, version: versionOf(levels, incoming) };
}

// Moves between the zones of one warehouse (picking, putting away) change nothing of what it holds.
function leaves(move: OpenMoveRow, { id }: WarehouseRow): boolean {
  return move["from_location."].warehouse === id && move["to_location."].warehouse !== id;
}

function arrives(move: OpenMoveRow, { id }: WarehouseRow): boolean {
  return move["to_location."].warehouse === id && move["from_location."].warehouse !== id;
}

function toIncoming(move: OpenMoveRow, location: LocationId, units: ProductUnits): readonly IncomingStock[] {
  if (move.planned_date === null) return [];
  const reference = move["purchase."]?.number ?? move["shipment."]?.rec_name;
  const quantity = toSaleUnit(move.internal_quantity, units);
  const expectedAt = `${move.planned_date}T00:00:00.000Z`;
  return [{ location, quantity, expectedAt, ...(reference === undefined ? {} : { reference }) }];
}

// Tryton moves no stamp of the product when stock moves: the state itself is its version.
function versionOf(levels: StockRecord["levels"], incoming: StockRecord["incoming"]): string {
  return createHash("sha256")
    .update(JSON.stringify([levels, incoming]))
    .digest("base64url")
    .slice(0, 22);
}

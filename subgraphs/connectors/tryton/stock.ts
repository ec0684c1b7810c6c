import { type Sku, sku, type StockRecord } from "#model";
import { batched, type Call, type ConnectorContext, type StockPort } from "#sdk";
import { batchSize } from "./batch-size.js";
import type { Domain, TrytonApi } from "./client.js";
import {
  openMoveFields,
  openMoveRow,
  quantityFields,
  quantityRow,
  stockedFields,
  stockedRow,
  toLocation,
  toStockRecords,
  type WarehouseQuantities,
  type WarehouseRow,
  warehouseFields,
  warehouseRow,
} from "./mapping/stock.js";
import { productPages } from "./products.js";
import type { TrytonSettings } from "./settings.js";

const warehousesKeptMs = 300_000;

/**
 * Stock by warehouse, in the product's unit of sale. Tryton computes quantities for the locations in a request's context: one request a
 * warehouse, and one for the open moves of all, however many products are asked for.
 */
export function trytonStock(api: TrytonApi, { settings, remember }: ConnectorContext<TrytonSettings>): StockPort {
  const warehouses = remember({ name: "warehouses", ttlMs: warehousesKeptMs, load: (_key: "all", call) => readWarehouses(api, call) });
  const read = (codes: readonly Sku[], call: Call): Promise<ReadonlyMap<Sku, StockRecord>> =>
    batched({
      keys: codes,
      size: batchSize,
      load: async (batch) => {
        const records = await stockOf(api, batch, { places: await warehouses.get("all", call), call });
        return new Map(records.map((record) => [record.sku, record]));
      },
    });
  return {
    locations: async (call) => (await warehouses.get("all", call)).map((row) => toLocation(row, settings.shopLocations)),
    stockOf: read,
    scan: async function* (call) {
      for await (const codes of productPages(api, call)) yield [...(await read(codes.map(sku), call)).values()];
    },
  };
}

function readWarehouses(api: TrytonApi, call: Call): Promise<readonly WarehouseRow[]> {
  const domain = [
    ["type", "=", "warehouse"],
    ["code", "!=", null],
    ["code", "!=", ""],
  ];
  return api.records({ model: "stock.location", domain, fields: warehouseFields, row: warehouseRow, order: [["code", "ASC"]] }, call);
}

interface Asking {
  readonly places: readonly WarehouseRow[];
  readonly call: Call;
}

// The first request tells which products there are: when there is none, nothing more is asked.
async function stockOf(api: TrytonApi, codes: readonly Sku[], { places, call }: Asking): Promise<readonly StockRecord[]> {
  const [firstPlace, ...otherPlaces] = places;
  if (firstPlace === undefined) return [];
  const which = {
    domain: [
      ["code", "in", codes],
      ["type", "!=", "service"],
    ],
    context: inWarehouse(firstPlace),
  };
  const products = await api.records({ model: "product.product", ...which, fields: stockedFields, row: stockedRow }, call);
  const ids = products.map((row) => row.id);
  if (ids.length === 0) return [];
  const [moves, ...others] = await Promise.all([
    api.records({ model: "stock.move", domain: openMovesOf(ids), fields: openMoveFields, row: openMoveRow, order: [["id", "ASC"]] }, call),
    ...otherPlaces.map((warehouse) => quantitiesIn(api, ids, { warehouse, call })),
  ]);
  return toStockRecords({ products, quantities: [{ warehouse: firstPlace, rows: products }, ...others], moves });
}

interface Place {
  readonly warehouse: WarehouseRow;
  readonly call: Call;
}

async function quantitiesIn(api: TrytonApi, products: readonly number[], { warehouse, call }: Place): Promise<WarehouseQuantities> {
  const which = { domain: [["id", "in", products]], context: inWarehouse(warehouse) };
  const rows = await api.records({ model: "product.product", ...which, fields: quantityFields, row: quantityRow }, call);
  return { warehouse, rows };
}

// Without `stock_date_end` the server takes its own today: no clock of ours can be a day off.
function inWarehouse({ id }: WarehouseRow): Readonly<Record<string, unknown>> {
  return { locations: [id], with_childs: true };
}

function openMovesOf(products: readonly number[]): Domain {
  return [
    ["product", "in", products],
    ["state", "in", ["draft", "assigned"]],
  ];
}

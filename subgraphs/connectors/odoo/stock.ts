import type { Sku, StockLocation, StockRecord } from "#model";
import { batched, pagesByCursor, type Call, type ConnectorContext, type StockPort } from "#sdk";
import type { Domain, OdooApi } from "./client.js";
import {
  arrivalFields,
  arrivalShape,
  stockedProductFields,
  stockedProductShape,
  toLocation,
  toStock,
  warehouseFields,
  warehouseShape,
  type OdooArrival,
  type OdooStockedProduct,
} from "./mapping/stock.js";
import { bySku, skusAtOnce } from "./products.js";
import type { OdooSettings } from "./settings.js";

/** A new warehouse shows after this time. */
const locationsTtlMs = 5 * 60_000;
const scanPageSize = 200;

/** Receipts that have not arrived: of all states but new, done and cancelled (Odoo 18, stock.move). */
const expectedStates = ["waiting", "confirmed", "partially_available", "assigned"];

/** Stock by warehouse from `stock.quant`: one request a batch, and a second one for `stock.move` when something is to come. */
export function odooStock(api: OdooApi, { settings, remember }: ConnectorContext<OdooSettings>): StockPort {
  const locations = remember({
    name: "warehouses",
    ttlMs: locationsTtlMs,
    load: (_all: "all", call) => readLocations(api, settings, call),
  });
  return {
    locations: (call) => locations.get("all", call),
    stockOf: (skus, call) => batched({ keys: skus, size: skusAtOnce, load: (keys) => readStock(api, keys, call) }),
    scan: (call) => scanStock(api, call),
  };
}

async function readLocations(api: OdooApi, { shopWarehouses }: OdooSettings, call: Call): Promise<readonly StockLocation[]> {
  const { records } = await api.find(
    { model: "stock.warehouse", domain: [], specification: warehouseFields, order: "sequence, id" },
    warehouseShape,
    call,
  );
  return records.map((warehouse) => toLocation(warehouse, shopWarehouses));
}

async function readStock(api: OdooApi, skus: readonly Sku[], call: Call): Promise<ReadonlyMap<Sku, StockRecord>> {
  const products = await readProducts(api, { domain: [["default_code", "in", skus]], limit: undefined }, call);
  const arrivals = await readArrivals(api, products, call);
  return bySku(
    skus,
    products.map((product) => toStock(product, arrivals)),
  );
}

async function* scanStock(api: OdooApi, call: Call): AsyncGenerator<readonly StockRecord[]> {
  const pages = pagesByCursor<readonly OdooStockedProduct[]>({
    load: (after) =>
      readProducts(
        api,
        {
          domain: [
            ["default_code", "!=", false],
            ["id", ">", Number(after ?? 0)],
          ],
          limit: scanPageSize,
        },
        call,
      ),
    nextOf: (products) => (products.length < scanPageSize ? undefined : String(products.at(-1)?.id)),
  });
  const seen = new Set<string>();
  for await (const products of pages) {
    const arrivals = await readArrivals(api, products, call);
    // Internal references are not unique in Odoo: the first product counts, as it does when it is asked for by SKU.
    const records = products.map((product) => toStock(product, arrivals)).filter(({ sku }) => !seen.has(sku) && seen.add(sku));
    if (records.length > 0) yield records;
  }
}

async function readProducts(
  api: OdooApi,
  { domain, limit }: { domain: Domain; limit: number | undefined },
  call: Call,
): Promise<readonly OdooStockedProduct[]> {
  const stocked: Domain = [...domain, ["is_storable", "=", true]];
  const query = {
    model: "product.product",
    domain: stocked,
    specification: stockedProductFields,
    order: "id",
    ...(limit !== undefined && { limit }),
  };
  return (await api.find(query, stockedProductShape, call)).records;
}

/** Receipts on their way, customers' returns left out; asked for only where Odoo says that something is to come. */
async function readArrivals(api: OdooApi, products: readonly OdooStockedProduct[], call: Call): Promise<readonly OdooArrival[]> {
  const expected = products.filter(({ incoming_qty }) => incoming_qty > 0).map(({ id }) => id);
  if (expected.length === 0) return [];
  const isReceipt: Domain = [
    ["picking_type_id.code", "=", "incoming"],
    ["location_id.usage", "!=", "customer"],
  ];
  const domain: Domain = [["product_id", "in", expected], ["state", "in", expectedStates], ...isReceipt];
  return (await api.find({ model: "stock.move", domain, specification: arrivalFields, order: "date, id" }, arrivalShape, call)).records;
}

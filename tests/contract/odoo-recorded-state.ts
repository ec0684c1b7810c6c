import { z } from "zod";
import type { Store } from "#systems";

/** One recorded call with what the real server answered. */
export interface RecordedCall {
  readonly model: string;
  readonly method: string;
  readonly result: unknown;
}

type Row = Readonly<Record<string, unknown>> & { readonly id: number };
type Document = Record<string, unknown>;

const rowShape = z.looseObject({ id: z.number() });
const link = z.tuple([z.number(), z.string()]);
const [category, unit] = [1, 1];

/** Fills the store with what the real server must have held before the recording began, as its own answers tell. */
export function restoreRecordedState(store: Store, calls: readonly RecordedCall[]): void {
  const put = (model: string, id: number, values: Document): void => {
    const known = store.collection<Document>(model);
    if (!known.has(id)) known.put(id, { ...values, id });
  };
  const rows = (model: string): Row[] =>
    calls
      .filter((call) => call.model === model && ["read", "search_read"].includes(call.method))
      .flatMap(({ result }) => z.array(rowShape).parse(result));
  putPlaces(put, rows("stock.quant"));
  for (const row of rows("stock.quant")) putQuant(put, row);
  for (const group of groupsIn(calls)) putQuant(put, { ...group, id: 1_000 + Number(link.parse(group["product_id"])[0]) });
  for (const row of rows("product.product")) putProduct(put, { ...row, code: row["default_code"] });
  for (const row of rows("res.partner"))
    put("res.partner", row.id, { name: row["name"], customer_rank: 1, phone: "+1 555", active: true, type: "contact" });
  if (rows("res.partner").length === 0)
    put("res.partner", firstPartner, { name: "Customer", customer_rank: 1, phone: "+1 555", active: true, type: "contact" });
  continueIds(store, calls);
}

/** The customer that the recorded orders are for. */
const firstPartner = 15;

type Put = (model: string, id: number, values: Document) => void;

function putPlaces(put: Put, quants: readonly Row[]): void {
  const linked = quants.map((row) => link.safeParse(row["location_id"]).data).find((one) => one !== undefined) ?? [8, "WH/Stock"];
  const [stock, path] = linked;
  const [code = "WH", name = "Stock"] = path.split("/");
  const [view, customers, warehouse, type] = [90, 91, 1, 2];
  put("stock.location", view, { name: code, usage: "view", active: true });
  put("stock.location", customers, { name: "Customers", usage: "customer", active: true });
  put("stock.location", stock, { name, usage: "internal", location_id: view, active: true });
  put("stock.warehouse", warehouse, {
    name: code,
    code,
    view_location_id: view,
    lot_stock_id: stock,
    out_type_id: type,
    active: true,
    sequence: 1,
  });
  const places = { default_location_src_id: stock, default_location_dest_id: customers };
  put("stock.picking.type", type, {
    name: "Delivery Orders",
    code: "outgoing",
    sequence_code: "OUT",
    warehouse_id: warehouse,
    active: true,
    create_backorder: "ask",
    ...places,
  });
  put("product.category", category, { name: "All" });
}

function putProduct(put: Put, { id, code, ...row }: { readonly id: number; readonly code: unknown } & Document): void {
  const template = { name: row["name"] ?? "Product", list_price: row["list_price"] ?? 1, is_storable: true, type: "consu", active: true };
  put("product.template", id, { ...template, categ_id: category, uom_id: unit, uom_po_id: unit });
  put("product.product", id, {
    default_code: code ?? false,
    barcode: row["barcode"] ?? false,
    product_tmpl_id: id,
    active: true,
    write_date: row["write_date"] ?? "2026-01-01 00:00:00",
  });
}

function putQuant(put: Put, row: Row): void {
  const product = link.safeParse(row["product_id"]).data;
  if (product === undefined) return;
  const [, code, name] = /^\[(.+?)\] (.*)$/.exec(product[1]) ?? [];
  putProduct(put, { id: product[0], code, name });
  const location = link.safeParse(row["location_id"]).data?.[0] ?? 8;
  put("stock.quant", row.id, {
    product_id: product[0],
    location_id: location,
    quantity: row["quantity"],
    reserved_quantity: row["reserved_quantity"],
    in_date: "2026-01-01 00:00:00",
  });
}

function groupsIn(calls: readonly RecordedCall[]): Document[] {
  return calls
    .filter(({ method }) => method === "read_group")
    .flatMap(({ result }) => z.array(z.record(z.string(), z.unknown())).parse(result));
}

/** Ids and numbers go on where the real server's went on. */
function continueIds(store: Store, calls: readonly RecordedCall[]): void {
  const created = calls.find(({ model, method }) => model === "sale.order" && method === "create")?.result;
  if (typeof created === "number") {
    reserveIds(store, "sale.order", created - 1);
    store.collection<{ next: number }>("ir.sequence").put("sale.order", { next: created });
  }
  const transfers = calls
    .filter(({ model, method }) => model === "stock.picking" && method === "search_read")
    .flatMap(({ result }) => z.array(rowShape).parse(result));
  for (const { id, name } of transfers) {
    const [, prefix, number] = /^(.*\/)(\d+)$/.exec(String(name)) ?? [];
    reserveIds(store, "stock.picking", id - 1);
    store.collection<{ next: number }>("ir.sequence").put(`picking.${prefix ?? ""}`, { next: Number(number) });
  }
}

function reserveIds(store: Store, model: string, last: number): void {
  const collection = store.collection<Document>(model);
  collection.put(last, { id: last });
  collection.delete(last);
}

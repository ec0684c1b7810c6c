import { allRecords, browse } from "../orm/environment.js";
import { idsIn, numberIn, rounded, textIn, type FieldValue, type OdooRecord } from "../orm/record.js";
import type { Compute, Environment } from "../orm/schema.js";
import { lineAmounts, type LineAmounts } from "./tax-amounts.js";

/** A total of an order as the sum of its lines. */
export function amountOf(name: keyof LineAmounts): Compute {
  return (records, env) => {
    const lines = linesByOrder(records, env);
    return records.map(({ id }) =>
      rounded(
        (lines.get(id) ?? []).reduce((total, line) => total + orderLine(env, line)[name], 0),
        2,
      ),
    );
  };
}

function orderLine(env: Environment, line: OdooRecord): LineAmounts {
  return lineAmounts(env, {
    quantity: numberIn(line["product_uom_qty"]),
    priceUnit: numberIn(line["price_unit"]),
    discount: numberIn(line["discount"]),
    taxes: idsIn(line["tax_id"]),
  });
}

/** Orders of the same customer with the same reference, cancelled ones left out (sale.order._compute_duplicated_order_ids). */
export const duplicates: Compute = (records, env) => {
  const all = allRecords(env, "sale.order").filter((order) => order["state"] !== "cancel");
  return records.map((record) => {
    const reference = textIn(record["client_order_ref"]);
    if (reference === "" || !["draft", "sent"].includes(textIn(record["state"]))) return [];
    return all
      .filter((other) => other.id !== record.id && other["client_order_ref"] === reference && other["partner_id"] === record["partner_id"])
      .map(({ id }) => id);
  });
};

/** Invoices that carry lines of the order. */
export const invoiceIds: Compute = (records, env) => {
  const lines = linesByOrder(records, env);
  const invoiceLines = allRecords(env, "account.move.line");
  return records.map(({ id }) => {
    const own = new Set((lines.get(id) ?? []).map((line) => line.id));
    const invoices = invoiceLines
      .filter((line) => idsIn(line["sale_line_ids"]).some((one) => own.has(one)))
      .map((line) => numberIn(line["move_id"]));
    return [...new Set(invoices)];
  });
};

/** Deliveries and returns of the order. */
export const pickingIds: Compute = (records, env) => {
  const pickings = allRecords(env, "stock.picking");
  return records.map(({ id }) => pickings.filter((picking) => picking["sale_id"] === id).map((picking) => picking.id));
};

/** How much of each line is on invoices that stand; credit notes count against. */
export const invoicedQuantities: Compute = (records, env) => {
  const totals = new Map<number, number>();
  for (const line of allRecords(env, "account.move.line")) {
    const invoice = browse(env, "account.move", line["move_id"]);
    if (invoice === undefined || invoice["state"] === "cancel") continue;
    const sign = invoice["move_type"] === "out_refund" ? -1 : 1;
    for (const id of idsIn(line["sale_line_ids"])) totals.set(id, (totals.get(id) ?? 0) + sign * numberIn(line["quantity"]));
  }
  return records.map(({ id }) => rounded(totals.get(id) ?? 0));
};

/** `invoiced` when every line is, `to invoice` when something is left, `no` before confirmation. */
export const invoiceStatus: Compute = (records, env) => {
  const lines = linesByOrder(records, env);
  return records.map((record) => {
    if (record["state"] !== "sale") return "no";
    const own = (lines.get(record.id) ?? []).filter((line) => !line["display_type"]);
    const invoiced = invoicedQuantities(own, env);
    const isOpen = own.some((line, index) => numberIn(invoiced[index]) < numberIn(line["product_uom_qty"]));
    return isOpen || own.length === 0 ? "to invoice" : "invoiced";
  });
};

/** From the states of the order's transfers: none, nothing done, some done, all done. */
export const deliveryStatus: Compute = (records, env) => {
  const lines = linesByOrder(records, env);
  const owners = new Map<number, number>(records.flatMap(({ id }) => (lines.get(id) ?? []).map((line): [number, number] => [line.id, id])));
  const states = new Map<number, string[]>(records.map(({ id }) => [id, []]));
  for (const move of allRecords(env, "stock.move")) {
    const order = owners.get(numberIn(move["sale_line_id"]));
    if (order !== undefined && move["state"] !== "cancel") states.get(order)?.push(textIn(move["state"]));
  }
  return records.map(({ id }) => deliveryWord(states.get(id) ?? []));
};

function deliveryWord(states: readonly string[]): FieldValue {
  if (states.length === 0) return false;
  const done = states.filter((state) => state === "done").length;
  if (done === states.length) return "full";
  return done > 0 ? "partial" : "pending";
}

function linesByOrder(records: readonly OdooRecord[], env: Environment): Map<number, OdooRecord[]> {
  const lines = new Map<number, OdooRecord[]>(records.map(({ id }) => [id, []]));
  for (const line of allRecords(env, "sale.order.line")) lines.get(numberIn(line["order_id"]))?.push(line);
  return lines;
}

import { allRecords, browse, modelOf } from "../orm/environment.js";
import { patchRecord } from "../orm/patch.js";
import { requireRecords } from "../orm/read.js";
import { numberIn, odooDatetime, textIn, type OdooRecord } from "../orm/record.js";
import type { Environment, ModelMethod } from "../orm/schema.js";
import { createRecord } from "../orm/write.js";
import { assignPickings, cancelPickings } from "./reserve-picking.js";

/** `button_confirm`: makes requests for quotation purchase orders with a receipt that is expected at the planned date. */
export function confirmPurchases(...[ids, env]: Parameters<ModelMethod>): boolean {
  for (const order of requireRecords(env, modelOf(env, "purchase.order"), ids)) {
    if (!["draft", "sent"].includes(textIn(order["state"]))) continue;
    patchRecord(env, "purchase.order", { id: order.id, values: { state: "purchase", date_approve: odooDatetime(env.now()) } });
    expectGoods(env, order);
  }
  return true;
}

/** `button_cancel`: cancels orders and what has not arrived of them. */
export function cancelPurchases(...[ids, env]: Parameters<ModelMethod>): boolean {
  for (const id of ids) {
    const receipts = allRecords(env, "stock.picking").filter((picking) => picking["purchase_id"] === id);
    cancelPickings(
      receipts.map((receipt) => receipt.id),
      env,
      {},
    );
    patchRecord(env, "purchase.order", { id, values: { state: "cancel" } });
  }
  return true;
}

function expectGoods(env: Environment, order: OdooRecord): void {
  const type = browse(env, "stock.picking.type", order["picking_type_id"]);
  const lines = allRecords(env, "purchase.order.line").filter(
    (line) => line["order_id"] === order.id && typeof line["product_id"] === "number",
  );
  if (type === undefined || lines.length === 0) return;
  const places = { location_id: numberIn(type["default_location_src_id"]), location_dest_id: numberIn(type["default_location_dest_id"]) };
  const receipt = createRecord(env, modelOf(env, "stock.picking"), {
    ...places,
    picking_type_id: type.id,
    partner_id: order["partner_id"],
    origin: order["name"],
    purchase_id: order.id,
    scheduled_date: textIn(order["date_planned"]) || odooDatetime(env.now()),
  });
  for (const line of lines) {
    createRecord(env, modelOf(env, "stock.move"), {
      ...places,
      name: textIn(line["name"]) || "/",
      product_id: line["product_id"],
      product_uom: line["product_uom"] ?? 1,
      product_uom_qty: line["product_qty"],
      picking_id: receipt.id,
      picking_type_id: type.id,
      purchase_line_id: line.id,
      origin: order["name"],
      date: textIn(line["date_planned"]) || odooDatetime(env.now()),
      state: "confirmed",
    });
  }
  assignPickings([receipt.id], env, {});
}

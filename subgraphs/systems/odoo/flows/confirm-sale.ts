import { allRecords, browse, modelOf } from "../orm/environment.js";
import { userError } from "../orm/odoo-error.js";
import { patchRecord } from "../orm/patch.js";
import { requireRecords } from "../orm/read.js";
import { numberIn, odooDatetime, textIn, type OdooRecord } from "../orm/record.js";
import type { Environment, ModelMethod } from "../orm/schema.js";
import { createRecord } from "../orm/write.js";
import { assignPickings, cancelPickings } from "./reserve-picking.js";

/** `action_confirm` of quotations: makes them sales orders with a delivery that reserves what is there. */
export function confirmSales(...[ids, env]: Parameters<ModelMethod>): boolean {
  for (const order of requireRecords(env, modelOf(env, "sale.order"), ids)) {
    if (!["draft", "sent"].includes(textIn(order["state"]))) {
      throw userError("Some orders are not in a state requiring confirmation.");
    }
    patchRecord(env, "sale.order", { id: order.id, values: { state: "sale", date_order: odooDatetime(env.now()) } });
    deliver(env, order);
  }
  return true;
}

/** `action_cancel`: cancels quotations, and confirmed orders when the context skips the dialog. */
export function cancelSales(...[ids, env]: Parameters<ModelMethod>): unknown {
  const orders = requireRecords(env, modelOf(env, "sale.order"), ids);
  if (orders.some((order) => order["locked"] === true)) throw userError("You cannot cancel a locked order. Please unlock it first.");
  if (env.context["disable_cancel_warning"] !== true && orders.some((order) => order["state"] !== "draft")) {
    return {
      name: "Cancel Sales Order",
      view_mode: "form",
      res_model: "sale.order.cancel",
      type: "ir.actions.act_window",
      target: "new",
      context: { default_order_id: ids[0] },
    };
  }
  for (const order of orders) {
    const open = allRecords(env, "stock.picking").filter((picking) => picking["sale_id"] === order.id);
    const unfinished = open.filter((picking) =>
      allRecords(env, "stock.move").some((move) => move["picking_id"] === picking.id && move["state"] !== "done"),
    );
    cancelPickings(
      unfinished.map(({ id }) => id),
      env,
      {},
    );
    patchRecord(env, "sale.order", { id: order.id, values: { state: "cancel" } });
  }
  return true;
}

/** `action_draft`: makes cancelled orders quotations again. */
export function resetSales(...[ids, env]: Parameters<ModelMethod>): boolean {
  for (const order of requireRecords(env, modelOf(env, "sale.order"), ids)) {
    if (["cancel", "sent"].includes(textIn(order["state"]))) patchRecord(env, "sale.order", { id: order.id, values: { state: "draft" } });
  }
  return true;
}

function deliver(env: Environment, order: OdooRecord): void {
  const lines = allRecords(env, "sale.order.line").filter((line) => line["order_id"] === order.id && isGoods(env, line));
  const warehouse = browse(env, "stock.warehouse", order["warehouse_id"]);
  const type = browse(env, "stock.picking.type", warehouse?.["out_type_id"]);
  if (lines.length === 0 || warehouse === undefined || type === undefined) return;
  const places = { location_id: numberIn(warehouse["lot_stock_id"]), location_dest_id: numberIn(type["default_location_dest_id"]) };
  const scheduled = textIn(order["commitment_date"]) || odooDatetime(env.now());
  const picking = createRecord(env, modelOf(env, "stock.picking"), {
    ...places,
    picking_type_id: type.id,
    partner_id: order["partner_shipping_id"],
    origin: order["name"],
    sale_id: order.id,
    scheduled_date: scheduled,
  });
  for (const line of lines) {
    createRecord(env, modelOf(env, "stock.move"), {
      ...places,
      name: textIn(line["name"]) || "/",
      product_id: line["product_id"],
      product_uom: line["product_uom"] ?? 1,
      product_uom_qty: line["product_uom_qty"],
      picking_id: picking.id,
      picking_type_id: type.id,
      sale_line_id: line.id,
      warehouse_id: warehouse.id,
      origin: order["name"],
      date: scheduled,
      state: "confirmed",
    });
  }
  assignPickings([picking.id], env, {});
}

function isGoods(env: Environment, line: OdooRecord): boolean {
  const product = browse(env, "product.product", line["product_id"]);
  return browse(env, "product.template", product?.["product_tmpl_id"])?.["type"] === "consu";
}

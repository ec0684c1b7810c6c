import { allRecords, modelOf } from "../orm/environment.js";
import { numberIn, odooDatetime, rounded, type OdooRecord } from "../orm/record.js";
import type { Environment } from "../orm/schema.js";
import { createRecord } from "../orm/write.js";

/** Leaves the done move that an applied count leaves: between the counted place and inventory loss. */
export function recordAdjustment(env: Environment, quant: OdooRecord): void {
  const difference = rounded(numberIn(quant["inventory_quantity"]) - numberIn(quant["quantity"]));
  const loss = allRecords(env, "stock.location").find((location) => location["usage"] === "inventory");
  if (difference === 0 || loss === undefined) return;
  const place = numberIn(quant["location_id"]);
  createRecord(env, modelOf(env, "stock.move"), {
    name: "Product Quantity Updated",
    product_id: quant["product_id"],
    product_uom_qty: Math.abs(difference),
    quantity: Math.abs(difference),
    location_id: difference > 0 ? loss.id : place,
    location_dest_id: difference > 0 ? place : loss.id,
    date: odooDatetime(env.now()),
    state: "done",
  });
}

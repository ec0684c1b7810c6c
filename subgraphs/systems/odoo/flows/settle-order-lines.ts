import { browse } from "../orm/environment.js";
import { patchRecord } from "../orm/patch.js";
import { numberIn, rounded, type OdooRecord } from "../orm/record.js";
import type { Environment } from "../orm/schema.js";

/** Adds what left for the customer to the sales order line; what came back is taken off. */
export function noteDelivered(env: Environment, move: OdooRecord, quantity: number): void {
  const isReturn = browse(env, "stock.location", move["location_id"])?.["usage"] === "customer";
  addTo(env, { model: "sale.order.line", id: move["sale_line_id"], field: "qty_delivered", quantity: isReturn ? -quantity : quantity });
}

/** Adds what arrived from the supplier to the purchase order line. */
export function noteReceived(env: Environment, move: OdooRecord, quantity: number): void {
  addTo(env, { model: "purchase.order.line", id: move["purchase_line_id"], field: "qty_received", quantity });
}

function addTo(env: Environment, { model, id, field, quantity }: { model: string; id: unknown; field: string; quantity: number }): void {
  const line = browse(env, model, id);
  if (line !== undefined) patchRecord(env, model, { id: line.id, values: { [field]: rounded(numberIn(line[field]) + quantity) } });
}

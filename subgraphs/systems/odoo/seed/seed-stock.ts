import type { Merchant } from "../../merchant/merchant.js";
import { continueAfter } from "../models/sequence.js";
import type { Basics } from "./seed-basics.js";
import type { Planter } from "./planter.js";
import type { ProductSeed } from "./seed-products.js";

/** What stock refers to. */
export interface StockContext extends Basics, ProductSeed {
  /** Partner ids by supplier code. */
  readonly suppliers: ReadonlyMap<string, number>;
}

/** Quants, and a confirmed purchase order with its expected receipt for each replenishment. */
export function seedStock(merchant: Merchant, context: StockContext, planter: Planter): void {
  const inDate = planter.stamp(planter.env.now().toISOString());
  for (const { sku, location, onHand, reserved } of merchant.stock) {
    const ids = context.products.get(sku);
    const place = context.warehouses.get(location);
    if (ids === undefined || place === undefined) continue;
    planter.plant("stock.quant", {
      product_id: ids.product,
      location_id: place.stock,
      quantity: onHand,
      reserved_quantity: reserved,
      in_date: inDate,
    });
  }
  for (const incoming of merchant.incoming) seedIncoming(incoming, context, planter);
  continueAfter(planter.env, "purchase.order", merchant.incoming.length);
}

function seedIncoming(incoming: Merchant["incoming"][number], context: StockContext, { plant, stamp, env }: Planter): void {
  const ids = context.products.get(incoming.sku);
  const place = context.warehouses.get(incoming.location);
  const supplier = context.suppliers.get(incoming.supplier);
  if (ids === undefined || place === undefined || supplier === undefined) return;
  const expected = stamp(incoming.expectedAt);
  const ordered = {
    name: incoming.reference,
    partner_id: supplier,
    state: "purchase",
    date_order: stamp(env.now().toISOString()),
    date_planned: expected,
  };
  const order = plant("purchase.order", { ...ordered, currency_id: context.currency, picking_type_id: place.incomingType });
  const line = plant("purchase.order.line", {
    order_id: order,
    name: incoming.sku,
    product_id: ids.product,
    product_qty: incoming.quantity,
    product_uom: ids.unit,
    date_planned: expected,
  });
  const places = {
    location_id: context.supplierLocation,
    location_dest_id: place.stock,
    picking_type_id: place.incomingType,
    origin: incoming.reference,
    partner_id: supplier,
  };
  const prefix = `${incoming.location}/IN/`;
  const picking = plant("stock.picking", {
    ...places,
    name: `${prefix}${incoming.reference.replace(/\D/g, "")}`,
    purchase_id: order,
    scheduled_date: expected,
  });
  continueAfter(env, `picking.${prefix}`, Number(incoming.reference.replace(/\D/g, "")));
  plant("stock.move", {
    ...places,
    name: incoming.sku,
    picking_id: picking,
    product_id: ids.product,
    product_uom: ids.unit,
    product_uom_qty: incoming.quantity,
    quantity: incoming.quantity,
    state: "assigned",
    date: expected,
    purchase_line_id: line,
    warehouse_id: place.warehouse,
  });
}

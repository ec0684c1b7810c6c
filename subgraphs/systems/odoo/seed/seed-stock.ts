import type { Merchant } from "../../merchant/merchant.js";
import { continueAfter } from "../models/sequence.js";
import type { Basics, WarehouseIds } from "./seed-basics.js";
import type { Planter } from "./planter.js";
import type { ProductIds, ProductSeed } from "./seed-products.js";

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

interface Ordered {
  readonly product: ProductIds;
  readonly place: WarehouseIds;
  readonly supplier: number;
  /** As Odoo writes it. */
  readonly expected: string;
}

function seedIncoming(incoming: Merchant["incoming"][number], context: StockContext, planter: Planter): void {
  const product = context.products.get(incoming.sku);
  const place = context.warehouses.get(incoming.location);
  const supplier = context.suppliers.get(incoming.supplier);
  if (product === undefined || place === undefined || supplier === undefined) return;
  const ordered = { product, place, supplier, expected: planter.stamp(incoming.expectedAt) };
  const line = seedPurchase(incoming, { ...ordered, currency: context.currency }, planter);
  seedReceipt(incoming, { ...ordered, ...line, supplierLocation: context.supplierLocation }, planter);
}

type PurchaseLine = Readonly<Record<"order" | "line", number>>;

function seedPurchase(
  { reference, sku, quantity }: Merchant["incoming"][number],
  { product, place, supplier, expected, currency }: Ordered & { currency: number },
  { plant, stamp, env }: Planter,
): PurchaseLine {
  const dates = { date_order: stamp(env.now().toISOString()), date_planned: expected };
  const head = { name: reference, partner_id: supplier, state: "purchase", currency_id: currency, picking_type_id: place.incomingType };
  const order = plant("purchase.order", { ...head, ...dates });
  const ordered = { name: sku, product_id: product.product, product_qty: quantity, product_uom: product.unit };
  return { order, line: plant("purchase.order.line", { order_id: order, ...ordered, date_planned: expected }) };
}

function seedReceipt(
  { reference, sku, quantity, location }: Merchant["incoming"][number],
  { product, place, supplier, expected, order, line, supplierLocation }: Ordered & PurchaseLine & { supplierLocation: number },
  { plant, env }: Planter,
): void {
  const places = { location_id: supplierLocation, location_dest_id: place.stock, picking_type_id: place.incomingType };
  const head = { ...places, origin: reference, partner_id: supplier };
  const [prefix, number] = [`${location}/IN/`, reference.replace(/\D/g, "")];
  const picking = plant("stock.picking", { ...head, name: `${prefix}${number}`, purchase_id: order, scheduled_date: expected });
  continueAfter(env, `picking.${prefix}`, Number(number));
  const moved = {
    product_id: product.product,
    product_uom: product.unit,
    product_uom_qty: quantity,
    quantity,
    state: "assigned",
    date: expected,
  };
  plant("stock.move", { ...head, ...moved, name: sku, picking_id: picking, purchase_line_id: line, warehouse_id: place.warehouse });
}

import type { MerchantOrder } from "../../merchant/merchant.js";
import { rounded, type Values } from "../orm/record.js";
import type { Planter } from "./planter.js";
import type { OrderContext, SeededOrder } from "./order-context.js";

/** One order that is being seeded, with what it refers to. */
export interface TransferContext {
  readonly seeded: SeededOrder;
  readonly context: OrderContext;
}

/** Done deliveries for what was shipped, an open one for the rest, and receipts for what came back. */
export function seedTransfers(order: MerchantOrder, around: TransferContext, planter: Planter): void {
  const shipped = order.shipments.map((shipment) => {
    const done = {
      name: shipment.number,
      date_done: planter.stamp(shipment.shippedAt),
      carrier_id: around.context.carrierOf(shipment.carrier),
      carrier_tracking_ref: shipment.tracking,
    };
    return seedTransfer(
      order,
      { ...around, kind: "DELIVERY", state: "done", at: shipment.shippedAt, lines: shipment.lines, values: done },
      planter,
    );
  });
  for (const { number, at, reason, lines } of order.returns) {
    const values = { name: number, date_done: planter.stamp(at), note: reason, return_id: shipped[0] ?? false };
    seedTransfer(order, { ...around, kind: "RETURN", state: "done", at, lines, values }, planter);
  }
  const left = openLines(order);
  if (left.length === 0) return;
  const name = order.number.replace(/^\D*/, `OUT-`) + "-OPEN";
  seedTransfer(order, { ...around, kind: "DELIVERY", state: "confirmed", at: order.placedAt, lines: left, values: { name } }, planter);
}

interface Transfer extends TransferContext {
  readonly kind: "DELIVERY" | "RETURN";
  readonly state: "done" | "confirmed";
  readonly at: string;
  readonly lines: MerchantOrder["shipments"][number]["lines"];
  readonly values: Values;
}

function seedTransfer(
  order: MerchantOrder,
  { seeded, context, kind, state, at, lines, values }: Transfer,
  { plant, stamp }: Planter,
): number {
  const { place, customer } = seeded;
  const [stock, customers] = [place.stock, context.customerLocation];
  const places =
    kind === "DELIVERY"
      ? { location_id: stock, location_dest_id: customers, picking_type_id: place.outgoingType }
      : { location_id: customers, location_dest_id: stock, picking_type_id: place.incomingType };
  const head = { partner_id: customer.shipping, origin: order.number, sale_id: seeded.id, scheduled_date: stamp(at) };
  const picking = plant("stock.picking", { ...places, ...head, ...values }, at);
  for (const { sku, quantity } of lines) {
    const ids = context.products.get(sku);
    const line = seeded.lines[order.lines.findIndex((one) => one.sku === sku)];
    const moved = {
      product_id: ids?.product ?? false,
      product_uom: ids?.unit ?? false,
      product_uom_qty: quantity,
      quantity: state === "done" ? quantity : 0,
    };
    plant(
      "stock.move",
      {
        ...places,
        ...moved,
        name: sku,
        picking_id: picking,
        sale_line_id: line ?? false,
        origin: order.number,
        state,
        date: stamp(at),
        warehouse_id: place.warehouse,
      },
      at,
    );
  }
  return picking;
}

function openLines({ status, lines, shipments }: MerchantOrder): { sku: string; quantity: number }[] {
  if (status !== "CONFIRMED" && status !== "PARTLY_SHIPPED") return [];
  return lines.flatMap(({ sku, quantity }) => {
    const gone = shipments
      .flatMap((shipment) => shipment.lines)
      .filter((line) => line.sku === sku)
      .reduce((total, line) => total + line.quantity, 0);
    const left = rounded(quantity - gone);
    return left > 0 ? [{ sku, quantity: left }] : [];
  });
}

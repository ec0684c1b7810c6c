import { z } from "zod";
import { locationId, orderId, sku, type ShipmentRecord } from "#model";
import type { Specification } from "../client.js";
import { linked, odooMoment, odooText, plainText } from "../wire.js";

const carrierFields: Specification = { carrier_id: { fields: { name: {} } }, carrier_tracking_ref: {}, carrier_tracking_url: {} };

/** What is read of an order's transfers; carriers only where the module that knows them is installed. */
export function shippedOrderFields({ usesDelivery }: { readonly usesDelivery: boolean }): Specification {
  return {
    name: {},
    picking_ids: {
      fields: {
        name: {},
        state: {},
        note: {},
        scheduled_date: {},
        date_done: {},
        picking_type_id: { fields: { code: {}, warehouse_id: { fields: { code: {} } } } },
        move_ids: { fields: { state: {}, quantity: {}, product_uom_qty: {}, product_id: { fields: { default_code: {} } } } },
        ...(usesDelivery && carrierFields),
      },
    },
  };
}

const moveShape = z.object({
  state: z.string(),
  quantity: z.number(),
  product_uom_qty: z.number(),
  product_id: linked(z.object({ default_code: odooText })),
});

const pickingShape = z.object({
  id: z.number(),
  name: z.string(),
  state: z.string(),
  note: odooText,
  scheduled_date: odooMoment,
  date_done: odooMoment,
  picking_type_id: linked(z.object({ code: z.string(), warehouse_id: linked(z.object({ code: z.string() })) })),
  move_ids: z.array(moveShape),
  carrier_id: linked(z.object({ name: odooText })).optional(),
  carrier_tracking_ref: odooText.optional(),
  carrier_tracking_url: odooText.optional(),
});

/** An order with its transfers. */
export const shippedOrderShape = z.object({ name: z.string(), picking_ids: z.array(pickingShape) });

type Picking = z.output<typeof pickingShape>;

/** Deliveries and returns of an order, oldest first; moves within the warehouse are none of the customer's business. */
export function toShipments({ name, picking_ids }: z.output<typeof shippedOrderShape>): ShipmentRecord[] {
  return picking_ids
    .filter(({ picking_type_id: type }) => type?.code === "outgoing" || type?.code === "incoming")
    .toSorted((left, right) => left.id - right.id)
    .map((picking) => toShipment(picking, name));
}

function toShipment(picking: Picking, order: string): ShipmentRecord {
  const direction = picking.picking_type_id?.code === "incoming" ? "RETURN" : "OUTBOUND";
  const place = picking.picking_type_id?.warehouse_id?.code;
  const reason = direction === "RETURN" ? plainText(picking.note) : undefined;
  return {
    number: picking.name,
    order: orderId(order),
    direction,
    status: toStatus(picking.state),
    ...(place !== undefined && { location: locationId(place) }),
    ...(picking.date_done !== undefined && { doneAt: picking.date_done }),
    ...(picking.scheduled_date !== undefined && { plannedAt: picking.scheduled_date }),
    ...(picking.carrier_id?.name !== undefined && { carrier: picking.carrier_id.name }),
    ...(picking.carrier_tracking_ref !== undefined && { trackingNumber: picking.carrier_tracking_ref }),
    ...(picking.carrier_tracking_url !== undefined && { trackingUrl: picking.carrier_tracking_url }),
    ...(reason !== undefined && { reason }),
    lines: picking.move_ids.filter(({ state }) => state !== "cancel" || picking.state === "cancel").map(toLine),
  };
}

function toLine({ state, quantity, product_uom_qty, product_id }: z.output<typeof moveShape>): ShipmentRecord["lines"][number] {
  const code = product_id?.default_code;
  return { ...(code !== undefined && { sku: sku(code) }), quantity: state === "done" ? quantity : product_uom_qty };
}

function toStatus(state: string): ShipmentRecord["status"] {
  if (state === "done") return "DONE";
  if (state === "cancel") return "CANCELLED";
  return state === "assigned" ? "READY" : "PLANNED";
}

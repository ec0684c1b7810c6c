import { z } from "zod";
import { locationId, orderId, type ShipmentRecord, sku } from "#model";
import { codeOf, day, recordId } from "../values.js";

function shipmentFields(relation: string, moves: string): readonly string[] {
  const own = ["number", "state", "planned_date", "effective_date", "warehouse.code"];
  const below = ["product.code", "quantity", "sale", "state"].map((field) => `${moves}.${field}`);
  return [...own, ...below].map((field) => `${relation}.${field}`);
}

/** Fields of a sale's shipments and returns. */
export const shippedSaleFields = [
  "number",
  ...shipmentFields("shipments", "outgoing_moves"),
  ...shipmentFields("shipment_returns", "incoming_moves"),
];

const moveRow = z.object({ "product.": codeOf, quantity: z.number(), sale: recordId.nullable(), state: z.string() });

const shipmentRow = z.object({
  id: recordId,
  number: z.string().nullable(),
  state: z.string(),
  planned_date: day.nullable(),
  effective_date: day.nullable(),
  "warehouse.": codeOf,
});

/** A sale with its shipments and returns. */
export const shippedSaleRow = z.object({
  id: recordId,
  number: z.string(),
  "shipments.": z.array(shipmentRow.extend({ "outgoing_moves.": z.array(moveRow) })),
  "shipment_returns.": z.array(shipmentRow.extend({ "incoming_moves.": z.array(moveRow) })),
});

type SaleWithShipments = z.output<typeof shippedSaleRow>;
type ShipmentRow = z.output<typeof shipmentRow>;
type MoveRow = z.output<typeof moveRow>;

const STATUSES: Readonly<Record<string, ShipmentRecord["status"]>> = {
  draft: "PLANNED",
  waiting: "PLANNED",
  assigned: "READY",
  picked: "READY",
  packed: "READY",
  received: "READY",
  done: "DONE",
  cancelled: "CANCELLED",
};

/** The shipments and returns of a sale; of a shipment for several sales only what belongs to this one. */
export function toShipments(sale: SaleWithShipments): readonly ShipmentRecord[] {
  const out = sale["shipments."].map((row) => toShipment(sale, row, { direction: "OUTBOUND", moves: row["outgoing_moves."] }));
  const back = sale["shipment_returns."].map((row) => toShipment(sale, row, { direction: "RETURN", moves: row["incoming_moves."] }));
  return [...out, ...back];
}

interface Contents {
  readonly direction: ShipmentRecord["direction"];
  readonly moves: readonly MoveRow[];
}

function toShipment(sale: SaleWithShipments, row: ShipmentRow, { direction, moves }: Contents): ShipmentRecord {
  const status = STATUSES[row.state] ?? "PLANNED";
  return {
    number: row.number ?? `DRAFT-${row.id}`,
    order: orderId(sale.number),
    direction,
    status,
    ...(row["warehouse."] === undefined ? {} : { location: locationId(row["warehouse."]) }),
    ...(status === "DONE" && row.effective_date !== null ? { doneAt: row.effective_date } : {}),
    ...(row.planned_date === null ? {} : { plannedAt: row.planned_date }),
    lines: moves.filter((move) => belongs(move, sale, status)).map(toLine),
  };
}

function belongs(move: MoveRow, sale: SaleWithShipments, status: ShipmentRecord["status"]): boolean {
  return move.sale === sale.id && (move.state !== "cancelled" || status === "CANCELLED");
}

function toLine(move: MoveRow): ShipmentRecord["lines"][number] {
  return { ...(move["product."] === undefined ? {} : { sku: sku(move["product."]) }), quantity: move.quantity };
}

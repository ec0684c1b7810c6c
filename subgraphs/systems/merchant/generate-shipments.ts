import { daysAfter, referenceDate } from "./calendar.js";
import type { MerchantOrder } from "./merchant.js";
import type { Random } from "./random.js";

/** What must be known of an order to ship it. */
export interface Shippable {
  readonly number: string;
  readonly status: MerchantOrder["status"];
  readonly lines: MerchantOrder["lines"];
  readonly daysAgo: number;
  readonly country: string;
}

type Shipment = MerchantOrder["shipments"][number];
type Line = Shipment["lines"][number];

/** The shipments and returns that go with an order's status: none while it waits, all of it once shipped, part of it in between. */
export function shipOrder(order: Shippable, random: Random): Pick<MerchantOrder, "shipments" | "returns"> {
  const all = order.lines.map(({ sku, quantity }) => ({ sku, quantity }));
  switch (order.status) {
    case "DRAFT":
    case "CONFIRMED":
    case "CANCELLED":
      return { shipments: [], returns: [] };
    case "PARTLY_SHIPPED":
      return { shipments: [drawShipment(order, { nth: 1, lines: firstHalf(all) }, random)], returns: [] };
    default:
      return { shipments: drawShipments(order, all, random), returns: drawReturns(order, all, random) };
  }
}

/** Whole orders mostly travel in one parcel, some in two. */
function drawShipments(order: Shippable, all: readonly Line[], random: Random): Shipment[] {
  const head = all.slice(0, -1);
  if (head.length === 0 || random.chance(0.8)) return [drawShipment(order, { nth: 1, lines: all }, random)];
  return [drawShipment(order, { nth: 1, lines: head }, random), drawShipment(order, { nth: 2, lines: all.slice(-1) }, random)];
}

/** Less than was ordered: of several lines all but the last, of a single line a part, the smallest ones aside. */
function firstHalf(lines: readonly Line[]): Line[] {
  if (lines.length > 1) return lines.slice(0, -1);
  return lines.map(({ sku, quantity }) => ({
    sku,
    quantity: Number.isInteger(quantity) && quantity > 1 ? Math.floor(quantity / 2) : quantity / 2,
  }));
}

function drawShipment(order: Shippable, { nth, lines }: { nth: number; lines: readonly Line[] }, random: Random): Shipment {
  const carrier = random.pick(order.country === "FR" ? ["Colissimo", "Chronopost", "DPD"] : ["Royal Mail", "DPD", "Parcelforce"]);
  return {
    number: `${order.number.replace("S", "OUT-")}-${nth}`,
    shippedAt: daysAfter(referenceDate, -order.daysAgo + 1 + nth),
    carrier,
    tracking: trackingOf(carrier, random),
    lines,
  };
}

function trackingOf(carrier: string, random: Random): string {
  const digits = (count: number): string => Array.from({ length: count }, () => random.int(0, 9)).join("");
  switch (carrier) {
    case "Colissimo":
      return `6A${digits(11)}`;
    case "Chronopost":
      return `XY${digits(9)}FR`;
    case "DPD":
      return digits(14);
    default:
      return `JD${digits(9)}GB`;
  }
}

const reasons = ["Damaged in transit", "Not as expected", "Wrong size", "Ordered twice", "Faulty"];

function drawReturns(order: Shippable, all: readonly Line[], random: Random): MerchantOrder["returns"] {
  if (order.daysAgo < 40 || !random.chance(0.08)) return [];
  return [
    {
      number: order.number.replace("S", "RET-"),
      at: daysAfter(referenceDate, -order.daysAgo + 20),
      reason: random.pick(reasons),
      lines: all.slice(0, 1),
    },
  ];
}

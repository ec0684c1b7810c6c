import { createHash } from "node:crypto";
import { z } from "zod";
import { locationId, sku, sumQuantities, type IncomingStock, type StockLevel, type StockLocation, type StockRecord } from "#model";
import type { Specification } from "../client.js";
import { linked, odooMoment, odooText } from "../wire.js";

/** What is read of a product for its stock: what lies where, and whether anything is to come. */
export const stockedProductFields: Specification = {
  default_code: {},
  incoming_qty: {},
  stock_quant_ids: {
    fields: { quantity: {}, reserved_quantity: {}, location_id: { fields: { usage: {}, warehouse_id: { fields: { code: {} } } } } },
  },
};

const placeShape = z.object({ usage: z.string(), warehouse_id: linked(z.object({ code: z.string() })) });

/** A product with its quants. */
export const stockedProductShape = z.object({
  id: z.number(),
  default_code: z.string(),
  incoming_qty: z.number(),
  stock_quant_ids: z.array(z.object({ quantity: z.number(), reserved_quantity: z.number(), location_id: linked(placeShape) })),
});

/** A product with what lies where. */
export type OdooStockedProduct = z.output<typeof stockedProductShape>;

/** What is read of a movement that is to come. */
export const arrivalFields: Specification = {
  product_id: { fields: { default_code: {} } },
  product_qty: {},
  date: {},
  origin: {},
  reference: {},
  location_dest_id: { fields: { usage: {}, warehouse_id: { fields: { code: {} } } } },
};

/** A movement that is to come. */
export const arrivalShape = z.object({
  id: z.number(),
  product_id: linked(z.object({ id: z.number(), default_code: odooText })),
  product_qty: z.number(),
  date: odooMoment,
  origin: odooText,
  reference: odooText,
  location_dest_id: linked(placeShape),
});

/** Goods on their way in. */
export type OdooArrival = z.output<typeof arrivalShape>;

/** What is read of a warehouse. */
export const warehouseFields: Specification = {
  code: {},
  name: {},
  partner_id: { fields: { city: {}, country_id: { fields: { code: {} } } } },
};

/** A warehouse. */
export const warehouseShape = z.object({
  code: z.string(),
  name: z.string(),
  partner_id: linked(z.object({ city: odooText, country_id: linked(z.object({ code: odooText })) })),
});

/** A warehouse as a place that holds stock. */
export function toLocation({ code, name, partner_id: address }: z.output<typeof warehouseShape>, shops: readonly string[]): StockLocation {
  const [city, country] = [address?.city, address?.country_id?.code];
  return {
    id: locationId(code),
    name,
    kind: shops.includes(code) ? "SHOP" : "WAREHOUSE",
    ...(city !== undefined && { city }),
    ...(country !== undefined && { country }),
  };
}

/** A product's stock: quants of internal locations summed by warehouse, and the arrivals of that product, soonest first. */
export function toStock({ id, default_code, stock_quant_ids }: OdooStockedProduct, arrivals: readonly OdooArrival[]): StockRecord {
  const levels = toLevels(stock_quant_ids);
  const incoming = arrivals
    .filter((arrival) => arrival.product_id?.id === id)
    .flatMap(toIncoming)
    .toSorted(byDate);
  return { sku: sku(default_code), levels, incoming, version: versionOf({ levels, incoming }) };
}

function toLevels(quants: OdooStockedProduct["stock_quant_ids"]): StockLevel[] {
  const internal = quants.flatMap((quant) => {
    const code = quant.location_id?.usage === "internal" ? quant.location_id.warehouse_id?.code : undefined;
    return code === undefined ? [] : [{ ...quant, code }];
  });
  const codes = [...new Set(internal.map(({ code }) => code))].toSorted();
  return codes.map((code) => {
    const here = internal.filter((quant) => quant.code === code);
    const reserved = sumQuantities(here.map(({ reserved_quantity }) => reserved_quantity));
    return { location: locationId(code), onHand: sumQuantities(here.map(({ quantity }) => quantity)), reserved: Math.max(0, reserved) };
  });
}

function toIncoming({ product_qty: quantity, date, origin, reference, location_dest_id: place }: OdooArrival): IncomingStock[] {
  const code = place?.usage === "internal" ? place.warehouse_id?.code : undefined;
  if (code === undefined || date === undefined || quantity <= 0) return [];
  const name = origin ?? reference;
  return [{ location: locationId(code), quantity, expectedAt: date, ...(name !== undefined && { reference: name }) }];
}

function byDate(left: IncomingStock, right: IncomingStock): number {
  return left.expectedAt.localeCompare(right.expectedAt) || left.location.localeCompare(right.location) || left.quantity - right.quantity;
}

/** No stamp of Odoo's covers quants and arrivals together, so that the state is its own mark. */
function versionOf(state: Pick<StockRecord, "levels" | "incoming">): string {
  return createHash("sha256").update(JSON.stringify(state)).digest("base64url").slice(0, 22);
}

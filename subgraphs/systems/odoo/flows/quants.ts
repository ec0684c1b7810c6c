import { allRecords, browse, modelOf } from "../orm/environment.js";
import { patchRecord } from "../orm/patch.js";
import { numberIn, odooDatetime, rounded, type OdooRecord } from "../orm/record.js";
import type { Environment } from "../orm/schema.js";
import { ancestors } from "../orm/search.js";
import { createRecord } from "../orm/write.js";

/** One product in one place, lower places included. */
export interface StockPlace {
  readonly product: number;
  readonly location: number;
}

/** Reserves up to `quantity`, oldest goods first, and tells how much could be had. */
export function reserve(env: Environment, place: StockPlace, quantity: number): number {
  let left = quantity;
  for (const quant of quantsIn(env, place)) {
    const taken = Math.min(left, Math.max(0, numberIn(quant["quantity"]) - numberIn(quant["reserved_quantity"])));
    if (taken > 0) changeQuant(env, quant, { reserved: taken });
    left = rounded(left - Math.max(0, taken));
    if (left <= 0) break;
  }
  return rounded(quantity - left);
}

/** Gives back what was reserved. */
export function release(env: Environment, place: StockPlace, quantity: number): void {
  let left = quantity;
  for (const quant of quantsIn(env, place)) {
    const given = Math.min(left, numberIn(quant["reserved_quantity"]));
    if (given > 0) changeQuant(env, quant, { reserved: -given });
    left = rounded(left - given);
  }
}

/** Takes goods out, which were reserved before; what is missing makes the place negative, as on the server. */
export function takeOut(env: Environment, place: StockPlace, quantity: number): void {
  let left = quantity;
  for (const quant of quantsIn(env, place)) {
    const taken = Math.min(left, Math.max(0, numberIn(quant["quantity"])));
    if (taken > 0) changeQuant(env, quant, { quantity: -taken });
    left = rounded(left - taken);
  }
  if (left > 0) putIn(env, place, -left);
}

/** Adds goods to exactly this place. */
export function putIn(env: Environment, { product, location }: StockPlace, quantity: number): void {
  const known = allRecords(env, "stock.quant").find((quant) => quant["product_id"] === product && quant["location_id"] === location);
  if (known !== undefined) return changeQuant(env, known, { quantity });
  createRecord(env, modelOf(env, "stock.quant"), {
    product_id: product,
    location_id: location,
    quantity,
    in_date: odooDatetime(env.now()),
  });
}

/** True for a product whose stock is counted. */
export function isStorable(env: Environment, product: number): boolean {
  const variant = browse(env, "product.product", product);
  return browse(env, "product.template", variant?.["product_tmpl_id"])?.["is_storable"] === true;
}

function quantsIn(env: Environment, { product, location }: StockPlace): OdooRecord[] {
  const places = modelOf(env, "stock.location");
  const here = (quant: OdooRecord): boolean =>
    quant["product_id"] === product && ancestors(env, places, numberIn(quant["location_id"])).includes(location);
  return allRecords(env, "stock.quant")
    .filter(here)
    .sort((left, right) => String(left["in_date"]).localeCompare(String(right["in_date"])) || left.id - right.id);
}

function changeQuant(env: Environment, quant: OdooRecord, change: { quantity?: number; reserved?: number }): void {
  const values = {
    quantity: rounded(numberIn(quant["quantity"]) + (change.quantity ?? 0)),
    reserved_quantity: rounded(numberIn(quant["reserved_quantity"]) + (change.reserved ?? 0)),
  };
  patchRecord(env, "stock.quant", { id: quant.id, values });
}

import { allRecords, browse } from "../orm/environment.js";
import { patchRecord } from "../orm/patch.js";
import { userError } from "../orm/odoo-error.js";
import { numberIn, rounded, textIn, type OdooRecord } from "../orm/record.js";
import type { Environment, ModelMethod } from "../orm/schema.js";
import { isStorable, release, reserve } from "./quants.js";

const openStates: ReadonlySet<string> = new Set(["draft", "waiting", "confirmed", "partially_available", "assigned"]);

/** The moves of a transfer that are neither done nor cancelled. */
export function openMoves(env: Environment, picking: number): OdooRecord[] {
  return allRecords(env, "stock.move").filter((move) => move["picking_id"] === picking && openStates.has(textIn(move["state"])));
}

/** `action_assign`: reserves what can be had for each open move. */
export function assignPickings(...[ids, env]: Parameters<ModelMethod>): boolean {
  for (const id of ids) for (const move of openMoves(env, id)) assignMove(env, move);
  return true;
}

/** Reserves for one move and sets its state; goods from outside, and goods that are not counted, are there at once. */
export function assignMove(env: Environment, move: OdooRecord): void {
  const demand = numberIn(move["product_uom_qty"]);
  const source = browse(env, "stock.location", move["location_id"]);
  const [product, location] = [numberIn(move["product_id"]), numberIn(move["location_id"])];
  const had = numberIn(move["quantity"]);
  const isCounted = source?.["usage"] === "internal" && isStorable(env, product);
  const quantity = isCounted ? rounded(had + reserve(env, { product, location }, rounded(demand - had))) : demand;
  const state = quantity >= demand ? "assigned" : quantity > 0 ? "partially_available" : "confirmed";
  patchRecord(env, "stock.move", { id: move.id, values: { quantity, state } });
}

/** `do_unreserve`: gives back everything that the transfers hold. */
export function unreservePickings(...[ids, env]: Parameters<ModelMethod>): boolean {
  for (const id of ids) for (const move of openMoves(env, id)) unreserveMove(env, move, "confirmed");
  return true;
}

/** `action_cancel` of transfers. */
export function cancelPickings(...[ids, env]: Parameters<ModelMethod>): boolean {
  for (const id of ids) {
    const done = allRecords(env, "stock.move").some((move) => move["picking_id"] === id && move["state"] === "done");
    if (done)
      throw userError(
        "You cannot cancel a stock move that has been set to 'Done'. Create a return in order to reverse the moves which took place.",
      );
    for (const move of openMoves(env, id)) unreserveMove(env, move, "cancel");
  }
  return true;
}

function unreserveMove(env: Environment, move: OdooRecord, state: string): void {
  const [product, location] = [numberIn(move["product_id"]), numberIn(move["location_id"])];
  if (browse(env, "stock.location", location)?.["usage"] === "internal" && isStorable(env, product)) {
    release(env, { product, location }, numberIn(move["quantity"]));
  }
  patchRecord(env, "stock.move", { id: move.id, values: { quantity: 0, state } });
}

import { browse, modelOf } from "../orm/environment.js";
import { userError } from "../orm/odoo-error.js";
import { patchRecord } from "../orm/patch.js";
import { requireRecords } from "../orm/read.js";
import { numberIn, odooDatetime, rounded, textIn, type OdooRecord } from "../orm/record.js";
import type { Environment, ModelMethod } from "../orm/schema.js";
import { createRecord } from "../orm/write.js";
import { isStorable, putIn, release, takeOut } from "./quants.js";
import { openMoves } from "./reserve-picking.js";
import { noteDelivered, noteReceived } from "./settle-order-lines.js";
import { smsWarningFor } from "./sms-warning.js";

/**
 * `button_validate`: moves what is reserved and answers `true`, or answers with the dialog that the user would see first
 * (text message, back order) and moves nothing, until the context says to skip it.
 */
export function validatePickings(...[ids, env]: Parameters<ModelMethod>): unknown {
  const pickings = requireRecords(env, modelOf(env, "stock.picking"), ids);
  for (const picking of pickings) requireSomething(env, picking);
  const dialog = smsWarningFor(env, pickings) ?? backorderDialogFor(env, pickings);
  if (dialog !== undefined) return dialog;
  for (const picking of pickings) validate(env, picking);
  return true;
}

function requireSomething(env: Environment, picking: OdooRecord): void {
  const moves = openMoves(env, picking.id);
  if (moves.length === 0) throw userError("You can’t validate an empty transfer. Please add some products to move before proceeding.");
  if (moves.every((move) => numberIn(move["quantity"]) === 0)) {
    throw userError("You cannot validate a transfer if no quantities are reserved. To force the transfer, encode quantities.");
  }
}

function backorderDialogFor(env: Environment, pickings: readonly OdooRecord[]): Readonly<Record<string, unknown>> | undefined {
  const short = pickings.filter((picking) => asksForBackorder(env, picking) && openMoves(env, picking.id).some(isShort));
  if (short.length === 0 || env.context["skip_backorder"] === true) return undefined;
  return {
    name: "Create Backorder?",
    type: "ir.actions.act_window",
    view_mode: "form",
    res_model: "stock.backorder.confirmation",
    target: "new",
    context: { button_validate_picking_ids: pickings.map(({ id }) => id), default_pick_ids: short.map(({ id }) => [4, id]) },
  };
}

function asksForBackorder(env: Environment, picking: OdooRecord): boolean {
  return browse(env, "stock.picking.type", picking["picking_type_id"])?.["create_backorder"] === "ask";
}

const isShort = (move: OdooRecord): boolean => numberIn(move["quantity"]) < numberIn(move["product_uom_qty"]);

function validate(env: Environment, picking: OdooRecord): void {
  const left: OdooRecord[] = [];
  for (const move of openMoves(env, picking.id)) {
    if (isShort(move)) left.push(move);
    if (numberIn(move["quantity"]) > 0) carryOut(env, move);
  }
  patchRecord(env, "stock.picking", { id: picking.id, values: { date_done: odooDatetime(env.now()) } });
  if (left.length > 0) keepBackorder(env, picking, left);
}

function carryOut(env: Environment, move: OdooRecord): void {
  const quantity = numberIn(move["quantity"]);
  const product = numberIn(move["product_id"]);
  const [from, to] = [numberIn(move["location_id"]), numberIn(move["location_dest_id"])];
  if (isStorable(env, product)) {
    if (browse(env, "stock.location", from)?.["usage"] === "internal") release(env, { product, location: from }, quantity);
    takeOut(env, { product, location: from }, quantity);
    putIn(env, { product, location: to }, quantity);
  }
  patchRecord(env, "stock.move", {
    id: move.id,
    values: { product_uom_qty: quantity, state: "done", picked: true, date: odooDatetime(env.now()) },
  });
  noteDelivered(env, move, quantity);
  noteReceived(env, move, quantity);
}

function keepBackorder(env: Environment, picking: OdooRecord, moves: readonly OdooRecord[]): void {
  const { id: _id, name: _name, date_done: _done, create_date: _created, write_date: _written, ...kept } = picking;
  const backorder = createRecord(env, modelOf(env, "stock.picking"), { ...kept, name: "/", backorder_id: picking.id });
  for (const move of moves) {
    const done = numberIn(move["quantity"]);
    const demand = rounded(numberIn(move["product_uom_qty"]) - done);
    if (done === 0) {
      patchRecord(env, "stock.move", { id: move.id, values: { picking_id: backorder.id } });
      continue;
    }
    const { id: _moveId, create_date: _moveCreated, write_date: _moveWritten, ...copy } = move;
    createRecord(env, modelOf(env, "stock.move"), {
      ...copy,
      product_uom_qty: demand,
      quantity: 0,
      state: "confirmed",
      picking_id: backorder.id,
      origin: textIn(move["origin"]) || false,
    });
  }
}

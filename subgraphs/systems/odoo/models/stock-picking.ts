import { allRecords, browse } from "../orm/environment.js";
import { boolean, char, datetime, many2many, many2one, one2many, selection } from "../orm/field.js";
import { defineModel } from "../orm/model.js";
import { idsIn, numberIn, odooDatetime, textIn, type FieldValue, type OdooRecord, type Values } from "../orm/record.js";
import type { Compute, Environment, Model } from "../orm/schema.js";
import { assignPickings, cancelPickings, unreservePickings } from "../flows/reserve-picking.js";
import { validatePickings } from "../flows/validate-picking.js";
import { dontSendSms } from "../flows/sms-warning.js";
import { companyField } from "./base.js";
import { nextNumber } from "./sequence.js";
import { moveStates } from "./stock-move.js";

const picking = defineModel({
  name: "stock.picking",
  description: "Transfer",
  order: "priority desc, scheduled_date asc, id desc",
  fields: {
    name: char("Reference", { readonly: true, default: "/" }),
    origin: char("Source Document"),
    note: char("Notes"),
    priority: selection(
      "Priority",
      [
        ["0", "Normal"],
        ["1", "Urgent"],
      ],
      { default: "0" },
    ),
    backorder_id: many2one("Back Order of", "stock.picking"),
    return_id: many2one("Return of", "stock.picking"),
    move_type: selection(
      "Shipping Policy",
      [
        ["direct", "As soon as possible"],
        ["one", "When all products are ready"],
      ],
      { required: true, default: "direct" },
    ),
    state: selection(
      "Status",
      moveStates.filter(([state]) => state !== "partially_available"),
      { readonly: true, store: true, isSearchable: true, compute: pickingStates },
    ),
    scheduled_date: datetime("Scheduled Date", { default: (env) => odooDatetime(env.now()) }),
    date_deadline: datetime("Deadline", { readonly: true }),
    date_done: datetime("Date of Transfer"),
    location_id: many2one("Source Location", "stock.location", { required: true }),
    location_dest_id: many2one("Destination Location", "stock.location", { required: true }),
    move_ids: one2many("Stock Moves", { model: "stock.move", inverseField: "picking_id" }),
    picking_type_id: many2one("Operation Type", "stock.picking.type", { required: true }),
    picking_type_code: selection(
      "Type of Operation",
      [
        ["incoming", "Receipt"],
        ["outgoing", "Delivery"],
        ["internal", "Internal Transfer"],
      ],
      { related: "picking_type_id.code", readonly: true },
    ),
    partner_id: many2one("Contact", "res.partner"),
    company_id: companyField,
    sale_id: many2one("Sales Order", "sale.order"),
    purchase_id: many2one("Purchase Orders", "purchase.order"),
    carrier_id: many2one("Carrier", "delivery.carrier"),
    carrier_tracking_ref: char("Tracking Reference"),
    carrier_tracking_url: char("Tracking URL", { readonly: true, compute: trackingUrls }),
    is_locked: boolean("Is Locked", { default: true }),
  },
  prepare: named,
  methods: {
    button_validate: { run: validatePickings },
    action_assign: { run: assignPickings },
    action_confirm: { run: assignPickings },
    action_cancel: { run: cancelPickings },
    do_unreserve: { run: unreservePickings },
  },
});

function named(values: Values, env: Environment): Values {
  const type = browse(env, "stock.picking.type", values["picking_type_id"]);
  if (type === undefined || (textIn(values["name"]) || "/") !== "/") return values;
  const code = textIn(browse(env, "stock.warehouse", type["warehouse_id"])?.["code"]);
  const prefix = `${code}/${textIn(type["sequence_code"])}/`;
  return { ...values, name: nextNumber(env, { code: `picking.${prefix}`, prefix, digits: 5 }) };
}

/** A transfer stands where its moves stand (stock.picking._compute_state, shipping policy "as soon as possible"). */
function pickingStates(records: readonly OdooRecord[], env: Environment): FieldValue[] {
  const states = new Map<number, string[]>(records.map(({ id }) => [id, []]));
  for (const move of allRecords(env, "stock.move")) states.get(numberIn(move["picking_id"]))?.push(textIn(move["state"]));
  return records.map(({ id }) => pickingState(states.get(id) ?? []));
}

function pickingState(moves: readonly string[]): string {
  if (moves.length === 0 || moves.includes("draft")) return "draft";
  if (moves.every((state) => state === "cancel")) return "cancel";
  const open = moves.filter((state) => state !== "cancel" && state !== "done");
  if (open.length === 0) return "done";
  if (open.some((state) => state === "partially_available" || state === "assigned")) return "assigned";
  return open.every((state) => state === "waiting") ? "waiting" : "confirmed";
}

function trackingUrls(...[records, env]: Parameters<Compute>): FieldValue[] {
  return records.map((record) => {
    const link = textIn(browse(env, "delivery.carrier", record["carrier_id"])?.["tracking_url"]);
    const tracking = textIn(record["carrier_tracking_ref"]);
    return link === "" || tracking === "" ? false : link.replaceAll("<shipmenttrackingnumber>", tracking);
  });
}

const smsWarning = defineModel({
  name: "confirm.stock.sms",
  description: "Confirm Stock SMS",
  fields: { pick_ids: many2many("Pickings", "stock.picking") },
  methods: {
    dont_send_sms: { run: (ids, env, input) => dontSendSms(idsIn(browse(env, "confirm.stock.sms", ids[0])?.["pick_ids"]), env, input) },
  },
});

/** Transfers. */
export const stockPickingModels: readonly Model[] = [picking, smsWarning];

import { browse, browseAll, modelOf } from "../orm/environment.js";
import { patchRecord } from "../orm/patch.js";
import { textIn, type OdooRecord } from "../orm/record.js";
import type { Environment, ModelMethod } from "../orm/schema.js";
import { createRecord } from "../orm/write.js";

/**
 * The dialog of module stock_sms: at the first delivery to somebody with a phone number, when the company sends text messages,
 * the server asks and moves nothing. Seen on Odoo 18.0 in place of `true`.
 */
export function smsWarningFor(env: Environment, pickings: readonly OdooRecord[]): Readonly<Record<string, unknown>> | undefined {
  if (env.context["skip_sms"] === true) return undefined;
  const asking = pickings.filter((picking) => asks(env, picking));
  if (asking.length === 0) return undefined;
  const warning = createRecord(env, modelOf(env, "confirm.stock.sms"), { pick_ids: [[6, 0, asking.map(({ id }) => id)]] });
  const viewId = 1;
  return {
    name: "SMS",
    type: "ir.actions.act_window",
    view_mode: "form",
    res_model: "confirm.stock.sms",
    views: [[viewId, "form"]],
    view_id: viewId,
    target: "new",
    res_id: warning.id,
    context: { ...env.context, button_validate_picking_ids: pickings.map(({ id }) => id) },
  };
}

function asks(env: Environment, picking: OdooRecord): boolean {
  const company = browse(env, "res.company", picking["company_id"]);
  if (company?.["stock_move_sms_validation"] !== true || company["has_received_warning_stock_sms"] === true) return false;
  const receiver = browse(env, "res.partner", picking["partner_id"]);
  const isDelivery = browse(env, "stock.picking.type", picking["picking_type_id"])?.["code"] === "outgoing";
  return isDelivery && receiver !== undefined && (textIn(receiver["mobile"]) || textIn(receiver["phone"])) !== "";
}

/** `dont_send_sms`: switches the messages off, so that the same `button_validate` goes through when it is asked again. */
export function dontSendSms(...[pickings, env]: Parameters<ModelMethod>): boolean {
  for (const picking of browseAll(env, "stock.picking", pickings)) {
    const company = picking["company_id"];
    if (typeof company === "number") {
      patchRecord(env, "res.company", { id: company, values: { has_received_warning_stock_sms: true, stock_move_sms_validation: false } });
    }
  }
  return true;
}

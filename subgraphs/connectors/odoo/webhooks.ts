import { z } from "zod";
import { noticeScheme, type Call, type Change, type ChangeType, type Delivery, type WebhooksPort } from "#sdk";
import type { OdooApi } from "./client.js";
import { odooText } from "./wire.js";

/** Odoo's own webhook action cannot sign; code of an automation rule, in a small module, can (see the README). */
export const odooScheme = noticeScheme;

/**
 * What Odoo's action "Send Webhook Notification" writes: the model, the record's id, and the fields that were chosen
 * (https://www.odoo.com/documentation/18.0/applications/studio/automated_actions.html).
 */
const record = z.looseObject({
  _model: z.string(),
  _id: z.int(),
  product_id: z.union([z.int(), z.literal(false)]).optional(),
  default_code: odooText.optional(),
  ref: odooText.optional(),
  name: z.unknown().optional(),
  write_date: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d/u)
    .optional(),
});

type OdooNotice = z.output<typeof record>;

const types: Readonly<Record<string, ChangeType>> = {
  "stock.quant": "stock.changed",
  "stock.move": "stock.changed",
  "product.product": "price.changed",
  "product.template": "price.changed",
  "product.pricelist": "price.changed",
  "product.pricelist.item": "price.changed",
  "res.partner": "customer.changed",
  "sale.order": "order.changed",
};

const products = z.object({ id: z.int(), default_code: odooText });

/** Stock, prices, customers and orders, as the models of Odoo's notices say. */
export function odooWebhooks(api: OdooApi): WebhooksPort {
  return {
    read: async (delivery) => changesOf(noticeIn(delivery)),
    lookUp: async (delivery, call) => {
      const notice = noticeIn(delivery);
      const changes = changesOf(notice);
      const sku = typeof notice.product_id === "number" ? await skuOf(api, notice.product_id, call) : undefined;
      return sku === undefined ? changes : changes.map((change) => ({ ...change, subject: sku }));
    },
  };
}

function noticeIn({ body }: Delivery): OdooNotice {
  return record.parse(JSON.parse(body.toString("utf8")));
}

function changesOf(notice: OdooNotice): readonly Change[] {
  const type = types[notice._model];
  if (type === undefined) return [];
  return [{ type, subject: subjectOf(notice) ?? "*", ...versionOf(notice) }];
}

function subjectOf({ _model: model, default_code: code, ref, name }: OdooNotice): string | undefined {
  if (model === "product.product") return code;
  if (model === "res.partner") return ref;
  return model === "sale.order" && typeof name === "string" ? name : undefined;
}

function versionOf({ write_date: at }: OdooNotice): Pick<Change, "version"> {
  // Odoo writes UTC without saying so, and not all of the digits are there each time.
  return at === undefined ? {} : { version: { at: new Date(`${at.slice(0, 19).replace(" ", "T")}Z`).toISOString() } };
}

async function skuOf(api: OdooApi, product: number, call: Call): Promise<string | undefined> {
  const query = {
    model: "product.product",
    domain: [["id", "=", product] as const, ["active", "in", [true, false]] as const],
    specification: { default_code: {} },
    limit: 1,
  };
  const { records } = await api.find(query, products, call);
  return records[0]?.default_code;
}

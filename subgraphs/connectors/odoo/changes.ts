import { z } from "zod";
import { stampedFeed, type Call, type Change, type ChangesPort, type ChangeType, type ConnectorContext, type FeedSource } from "#sdk";
import type { Domain, OdooApi, Specification } from "./client.js";
import type { OdooSettings } from "./settings.js";
import { linked, odooLink, odooMoment, odooText, toOdooMoment } from "./wire.js";

const pageSize = 500;
/** Odoo shows its stamps to the second. */
const stampResolutionMs = 1_000;

/**
 * Changes by `write_date`, which Odoo stamps on every record: of quants and moves for stock (a quant that becomes empty is deleted, its move
 * stays), of products, templates, rules and lists for prices, of partners and orders.
 */
export function odooChanges(api: OdooApi, { settings, clock }: ConnectorContext<OdooSettings>): ChangesPort {
  const source = <Shape extends RowShape>(watched: Watched<Shape>): FeedSource => odooSource(api, watched);
  return stampedFeed({
    clock,
    overlapMs: settings.changesOverlapMs,
    kinds: {
      "stock.changed": { quants: source(quants), moves: source(moves) },
      "price.changed": { products: source(products), templates: source(templates), rules: source(rules), lists: source(lists) },
      "customer.changed": { partners: source(partners) },
      "order.changed": { orders: source(orders) },
    },
  });
}

type RowShape = z.ZodObject<{ id: z.ZodNumber; write_date: typeof odooMoment }>;

interface Watched<Shape extends z.ZodType> {
  readonly model: string;
  /** Beside the stamp; conditions of a list. */
  readonly domain?: Domain;
  readonly specification: Specification;
  readonly row: Shape;
  readonly type: ChangeType;
  /** What a record is about; `*` for all of its kind. */
  readonly subjects: (row: z.output<Shape>) => readonly (string | undefined)[];
  /** Whether what is read of a record is all of it that matters. */
  readonly isWhole?: boolean;
}

/** Keeps the shape of a row in the type of its subjects. */
function watch<Shape extends RowShape>(watched: Watched<Shape>): Watched<Shape> {
  return watched;
}

const stamped = { id: z.number(), write_date: odooMoment };
const coded = linked(z.object({ default_code: odooText }));
const variants = z.array(z.object({ default_code: odooText }));

const quants = watch({
  model: "stock.quant",
  specification: { product_id: { fields: { default_code: {} } }, quantity: {}, reserved_quantity: {} },
  row: z.object({ ...stamped, product_id: coded, quantity: z.number(), reserved_quantity: z.number() }),
  type: "stock.changed",
  subjects: ({ product_id }) => [product_id?.default_code],
  isWhole: true,
});

const moves = watch({
  model: "stock.move",
  specification: { product_id: { fields: { default_code: {} } }, state: {}, product_qty: {}, date: {} },
  row: z.object({ ...stamped, product_id: coded, state: z.string(), product_qty: z.number(), date: odooMoment }),
  type: "stock.changed",
  subjects: ({ product_id }) => [product_id?.default_code],
  isWhole: true,
});

const products = watch({
  model: "product.product",
  domain: [["default_code", "!=", false]],
  specification: { default_code: {}, lst_price: {}, standard_price: {} },
  row: z.object({ ...stamped, default_code: odooText, lst_price: z.number(), standard_price: z.number() }),
  type: "price.changed",
  subjects: ({ default_code }) => [default_code],
});

const templates = watch({
  model: "product.template",
  specification: { list_price: {}, product_variant_ids: { fields: { default_code: {} } } },
  row: z.object({ ...stamped, list_price: z.number(), product_variant_ids: variants }),
  type: "price.changed",
  subjects: ({ product_variant_ids }) => product_variant_ids.map(({ default_code }) => default_code),
});

const ruleFigures = ["fixed_price", "percent_price", "price_discount", "price_surcharge", "min_quantity"] as const;

const rules = watch({
  model: "product.pricelist.item",
  specification: {
    applied_on: {},
    product_id: { fields: { default_code: {} } },
    product_tmpl_id: { fields: { product_variant_ids: { fields: { default_code: {} } } } },
    ...Object.fromEntries(ruleFigures.map((figure) => [figure, {}])),
  },
  row: z.looseObject({
    ...stamped,
    applied_on: z.string(),
    product_id: coded,
    product_tmpl_id: linked(z.object({ product_variant_ids: variants })),
  }),
  type: "price.changed",
  subjects: ({ applied_on, product_id, product_tmpl_id }) => {
    if (applied_on === "0_product_variant") return [product_id?.default_code];
    if (applied_on === "1_product") return (product_tmpl_id?.product_variant_ids ?? []).map(({ default_code }) => default_code);
    return ["*"];
  },
});

const lists = watch({
  model: "product.pricelist",
  domain: [["active", "in", [true, false]]],
  specification: { currency_id: {}, active: {}, sequence: {} },
  row: z.object({ ...stamped, currency_id: odooLink, active: z.boolean(), sequence: z.number() }),
  type: "price.changed",
  subjects: () => ["*"],
});

const partners = watch({
  model: "res.partner",
  domain: [["ref", "!=", false]],
  specification: { ref: {} },
  row: z.object({ ...stamped, ref: odooText }),
  type: "customer.changed",
  subjects: ({ ref }) => [ref],
});

const orders = watch({
  model: "sale.order",
  specification: { name: {}, state: {} },
  row: z.object({ ...stamped, name: odooText, state: z.string() }),
  type: "order.changed",
  subjects: ({ name }) => [name],
});

function odooSource<Shape extends RowShape>(api: OdooApi, watched: Watched<Shape>): FeedSource {
  const { model, domain = [], row, isWhole = false } = watched;
  const specification = { ...watched.specification, write_date: {} };
  return {
    resolutionMs: isWhole ? undefined : stampResolutionMs,
    newest: (call) => newest(api, { model, domain }, call),
    load: async ({ from, page = "0" }, call) => {
      const changed: Domain = [...domain, ["write_date", ">=", toOdooMoment(from)], ["id", ">", Number(page)]];
      const { records } = await api.find({ model, domain: changed, specification, order: "id", limit: pageSize }, row, call);
      const last = records.at(-1);
      return {
        rows: records.map((record) => ({
          stamp: record.write_date ?? from,
          mark: JSON.stringify(record),
          changes: toChanges(watched, record),
        })),
        next: records.length < pageSize || last === undefined ? undefined : String(last.id),
      };
    },
  };
}

const stampShape = z.object({ write_date: odooMoment });

async function newest(api: OdooApi, { model, domain }: { model: string; domain: Domain }, call: Call): Promise<string | undefined> {
  const query = { model, domain, specification: { write_date: {} }, order: "write_date desc", limit: 1 };
  const { records } = await api.find(query, stampShape, call);
  return records[0]?.write_date;
}

function toChanges<Shape extends RowShape>({ type, subjects }: Watched<Shape>, record: z.output<Shape>): readonly Change[] {
  const changedAt = record.write_date;
  return subjects(record).flatMap((subject) => (subject === undefined ? [] : [{ type, subject, changedAt }]));
}

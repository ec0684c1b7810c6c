import { z } from "zod";
import { stampedFeed, type Call, type Change, type ChangesPort, type ChangeType, type ConnectorContext, type FeedSource } from "#sdk";
import type { Domain, TrytonApi } from "./client.js";
import type { TrytonSettings } from "./settings.js";
import { changedAt, instant, recordId, text, toTrytonDateTime } from "./values.js";

const pageSize = 500;
/** PostgreSQL gives Tryton microseconds, SQLite whole seconds. */
const stampResolutionMs = 1_000;

/**
 * Changes by `write_date` and `create_date`, which Tryton stamps on every record with the time at which its transaction began: of moves for
 * stock, of products, templates, price lists and their lines for prices, of parties and sales.
 */
export function trytonChanges(api: TrytonApi, { settings, clock }: ConnectorContext<TrytonSettings>): ChangesPort {
  const source = <Shape extends RowShape>(watched: Watched<Shape>): FeedSource => trytonSource(api, watched);
  return stampedFeed({
    clock,
    overlapMs: settings.changesOverlapMs,
    kinds: {
      "stock.changed": { moves: source(moves) },
      "price.changed": { products: source(products), templates: source(templates), lines: source(lines), lists: source(lists) },
      "customer.changed": { parties: source(parties) },
      "order.changed": { sales: source(sales) },
    },
  });
}

type RowShape = z.ZodObject<typeof stamped>;

interface Watched<Shape extends z.ZodType> {
  readonly model: string;
  readonly fields: readonly string[];
  readonly row: Shape;
  readonly type: ChangeType;
  /** What a record is about; `*` for all of its kind. */
  readonly subjects: (row: z.output<Shape>) => readonly (string | undefined)[];
}

/** Keeps the shape of a row in the type of its subjects. */
function watch<Shape extends RowShape>(watched: Watched<Shape>): Watched<Shape> {
  return watched;
}

const stamped = { id: recordId, write_date: instant.nullable(), create_date: instant.nullable() };
const coded = z.object({ code: text }).nullable();

const moves = watch({
  model: "stock.move",
  fields: ["product.code", "state", "internal_quantity"],
  row: z.object({ ...stamped, "product.": coded, state: z.string(), internal_quantity: z.number() }),
  type: "stock.changed",
  subjects: (row) => [row["product."]?.code],
});

const products = watch({
  model: "product.product",
  fields: ["code"],
  row: z.object({ ...stamped, code: text }),
  type: "price.changed",
  subjects: ({ code }) => [code],
});

const templates = watch({
  model: "product.template",
  fields: ["products.code"],
  row: z.object({ ...stamped, "products.": z.array(z.object({ code: text })) }),
  type: "price.changed",
  subjects: (row) => row["products."].map(({ code }) => code),
});

const lines = watch({
  model: "product.price_list.line",
  fields: ["product.code", "quantity", "formula"],
  row: z.object({ ...stamped, "product.": coded, quantity: z.number().nullable(), formula: z.string() }),
  type: "price.changed",
  subjects: (row) => [row["product."] === null ? "*" : row["product."].code],
});

const lists = watch({
  model: "product.price_list",
  fields: ["name"],
  row: z.object({ ...stamped, name: z.string() }),
  type: "price.changed",
  subjects: () => ["*"],
});

const parties = watch({
  model: "party.party",
  fields: ["code"],
  row: z.object({ ...stamped, code: text }),
  type: "customer.changed",
  subjects: ({ code }) => [code],
});

const sales = watch({
  model: "sale.sale",
  fields: ["number", "state"],
  row: z.object({ ...stamped, number: text, state: z.string() }),
  type: "order.changed",
  subjects: ({ number }) => [number],
});

function trytonSource<Shape extends RowShape>(api: TrytonApi, { model, fields, row, ...told }: Watched<Shape>): FeedSource {
  return {
    resolutionMs: stampResolutionMs,
    newest: (call) => newest(api, model, call),
    load: async ({ from, page = "0" }, call) => {
      const since = toTrytonDateTime(from);
      const domain: Domain = [
        ["OR", ["write_date", ">=", since], ["create_date", ">=", since]],
        ["id", ">", Number(page)],
      ];
      const question = { model, domain, fields: [...fields, "write_date", "create_date"], row, limit: pageSize };
      const rows = await api.records({ ...question, order: [["id", "ASC"]] }, call);
      const last = rows.at(-1);
      return {
        rows: rows.map((record) => ({
          stamp: changedAt(record) ?? from,
          mark: JSON.stringify(record),
          changes: toChanges(told, record),
        })),
        next: rows.length < pageSize || last === undefined ? undefined : String(last.id),
      };
    },
  };
}

const stampRow = z.object(stamped);

// A record that was never written to has no `write_date`, and PostgreSQL sorts what is missing first.
async function newest(api: TrytonApi, model: string, call: Call): Promise<string | undefined> {
  const fields = ["write_date", "create_date"];
  const newestBy = (field: string): ReturnType<typeof api.records<typeof stampRow>> =>
    api.records({ model, domain: [[field, "!=", null]], fields, row: stampRow, order: [[field, "DESC"]], limit: 1 }, call);
  const [written, created] = await Promise.all([newestBy("write_date"), newestBy("create_date")]);
  return [...written, ...created]
    .flatMap((row) => changedAt(row) ?? [])
    .toSorted()
    .at(-1);
}

function toChanges<Shape extends RowShape>(
  { type, subjects }: Pick<Watched<Shape>, "type" | "subjects">,
  record: z.output<Shape>,
): readonly Change[] {
  return subjects(record).flatMap((subject) => (subject === undefined ? [] : [{ type, subject, changedAt: changedAt(record) }]));
}

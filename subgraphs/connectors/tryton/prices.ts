import { z } from "zod";
import type { PriceList, PriceSchedule, Sku } from "#model";
import { batched, type Call, type ConnectorContext, type PricesPort } from "#sdk";
import { batchSize } from "./batch-size.js";
import type { TrytonApi } from "./client.js";
import {
  type CategoryTree,
  type ComputedPrice,
  furtherPriceFields,
  furtherPriceRow,
  type PricedRow,
  pricedFields,
  pricedRow,
  priceListFields,
  type PriceListRow,
  priceListRow,
  priceQuestions,
  type PriceQuestion,
  taxesOf,
  toSchedule,
} from "./mapping/prices.js";
import { taxEffect, taxFields, type TaxRow, taxRow } from "./mapping/taxes.js";
import { listPrices, trytonPriceLists } from "./price-lists.js";
import type { TrytonSettings } from "./settings.js";
import { recordId } from "./values.js";

const referenceKeptMs = 300_000;

const categoryRow = z.object({ id: recordId, parent: recordId.nullable() });

interface Asking {
  readonly list: PriceList;
  readonly call: Call;
}

/**
 * Prices by list, as Tryton's own formulas give them: the server computes `sale_price_uom` for the list and the quantity in a request's
 * context. One request tells the prices of all products from 0 on, and one more each further quantity that the list has a line for.
 */
export function trytonPrices(api: TrytonApi, context: ConnectorContext<TrytonSettings>): PricesPort {
  const { listFor } = trytonPriceLists(api, context);
  const taxes = context.remember({ name: "taxes", ttlMs: referenceKeptMs, load: (_key: "all", call) => readTaxes(api, call) });
  const trees = context.remember({ name: "categories", ttlMs: referenceKeptMs, load: (_key: "all", call) => readTree(api, call) });
  const today = (): string => new Date(context.clock.now()).toISOString().slice(0, 10);
  return {
    listFor,
    schedules: (codes, list, call) =>
      batched({
        keys: codes,
        size: batchSize,
        load: async (batch) => {
          const [known, tree] = await Promise.all([taxes.get("all", call), trees.get("all", call)]);
          const effectOf = (row: PricedRow): ReturnType<typeof taxEffect> => taxEffect(taxesOf(row), known, today());
          const schedules = await schedulesOf(api, batch, { list, call, tree, effectOf });
          return new Map(schedules.map((schedule) => [schedule.sku, schedule]));
        },
      }),
  };
}

interface Scheduling extends Asking {
  readonly tree: CategoryTree;
  readonly effectOf: (row: PricedRow) => ReturnType<typeof taxEffect>;
}

async function schedulesOf(
  api: TrytonApi,
  codes: readonly Sku[],
  { effectOf, tree, ...asking }: Scheduling,
): Promise<readonly PriceSchedule[]> {
  const [list, rows] = await Promise.all([readList(api, asking), readProducts(api, codes, asking)]);
  const questions = priceQuestions({ list, tree }, rows);
  const base = rows.filter((row) => !isAskedAgain(row, questions)).flatMap((row) => toPrice(row, 0));
  const answers = await Promise.all(questions.map((question) => answer(api, question, asking)));
  const pricesOf = Map.groupBy([...base, ...answers.flat()], (price) => price.product);
  const schedules = rows.map((row) => toSchedule(asking.list, { row, prices: pricesOf.get(row.id) ?? [], taxes: effectOf(row) }));
  return schedules.filter((schedule) => schedule !== undefined);
}

function isAskedAgain({ id }: PricedRow, questions: readonly PriceQuestion[]): boolean {
  return questions.some(({ quantity, products }) => quantity === 0 && products.includes(id));
}

async function readList(api: TrytonApi, { list, call }: Asking): Promise<PriceListRow | undefined> {
  const id = vendorList(list);
  if (id === undefined) return undefined;
  const rows = await api.records(
    { model: "product.price_list", domain: [["id", "=", id]], fields: priceListFields, row: priceListRow },
    call,
  );
  return rows[0];
}

function readProducts(api: TrytonApi, codes: readonly Sku[], { list, call }: Asking): Promise<readonly PricedRow[]> {
  const domain = [
    ["code", "in", codes],
    ["salable", "=", true],
  ];
  return api.records({ model: "product.product", domain, fields: pricedFields, row: pricedRow, context: priceContext(list, 0) }, call);
}

async function answer(
  api: TrytonApi,
  { quantity, taxes, products }: PriceQuestion,
  { list, call }: Asking,
): Promise<readonly ComputedPrice[]> {
  const context = { ...priceContext(list, quantity), taxes };
  const domain = [["id", "in", products]];
  const further = { fields: furtherPriceFields, row: furtherPriceRow };
  const rows = await api.records({ model: "product.product", domain, context, ...further }, call);
  return rows.flatMap((row) => toPrice(row, quantity));
}

function toPrice({ id, sale_price_uom: net }: Pick<PricedRow, "id" | "sale_price_uom">, minimumQuantity: number): readonly ComputedPrice[] {
  return net === null ? [] : [{ product: id, minimumQuantity, net }];
}

function priceContext(list: PriceList, quantity: number): Readonly<Record<string, unknown>> {
  const id = vendorList(list);
  return { quantity, ...(id === undefined ? {} : { price_list: id }) };
}

function vendorList({ id }: PriceList): number | undefined {
  return id === listPrices ? undefined : recordId.parse(Number(id));
}

function readTaxes(api: TrytonApi, call: Call): Promise<readonly TaxRow[]> {
  return api.records({ model: "account.tax", domain: [], fields: taxFields, row: taxRow }, call);
}

async function readTree(api: TrytonApi, call: Call): Promise<CategoryTree> {
  const rows = await api.records({ model: "product.category", domain: [], fields: ["parent"], row: categoryRow }, call);
  return new Map(rows.map(({ id, parent }) => [id, parent]));
}

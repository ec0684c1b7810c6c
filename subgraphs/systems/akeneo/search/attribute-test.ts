import { z } from "zod";
import type { AttributeBody, AttributeType, Pim, Value } from "../documents.js";
import { unprocessable } from "../problem.js";
import { inStandardUnit } from "../values/measurements.js";
import { booleanOf, type Criterion, expects, numberOf, textOf, textsOf, unknownObject, unsupported } from "./criteria.js";

/** A test on an attribute's value; `undefined` is no value. */
export type ValueTest = (value: Value | undefined) => boolean;

const texts = ["STARTS WITH", "CONTAINS", "DOES NOT CONTAIN", "=", "!="];
const numbers = ["<", "<=", "=", "!=", ">=", ">"];

const operators: Readonly<Record<AttributeType, readonly string[]>> = {
  pim_catalog_identifier: [...texts, "IN", "NOT IN"],
  pim_catalog_text: texts,
  pim_catalog_textarea: texts,
  pim_catalog_number: numbers,
  pim_catalog_metric: numbers,
  pim_catalog_price_collection: numbers,
  pim_catalog_simpleselect: ["IN", "NOT IN"],
  pim_catalog_multiselect: ["IN", "NOT IN"],
  pim_catalog_boolean: ["=", "!="],
  pim_catalog_date: ["<", "=", "!=", ">", "BETWEEN", "NOT BETWEEN"],
  pim_catalog_image: texts,
  pim_catalog_file: texts,
};

/** A test by an attribute's type (api.akeneo.com/documentation/filter.html#available-operators); `EMPTY` is the caller's. */
export function valueTest(pim: Pim, attribute: AttributeBody, criterion: Criterion): ValueTest {
  if (criterion.operator === "NOT EMPTY") return (value) => value !== undefined;
  if (!operators[attribute.type].includes(criterion.operator)) throw unsupported(criterion);
  const test = dataTest(pim, attribute, criterion);
  // Negated operators, too, find only products that have a value.
  return (value) => value !== undefined && test(value.data);
}

function dataTest(pim: Pim, attribute: AttributeBody, criterion: Criterion): (data: unknown) => boolean {
  switch (attribute.type) {
    case "pim_catalog_number":
      return comparison(criterion.operator, numberOf(criterion), numeric);
    case "pim_catalog_metric":
      return metricTest(attribute, criterion);
    case "pim_catalog_price_collection":
      return priceTest(criterion);
    case "pim_catalog_simpleselect":
    case "pim_catalog_multiselect":
      return optionTest(pim, attribute, criterion);
    case "pim_catalog_boolean": {
      const wanted = booleanOf(criterion);
      return (data) => (data === wanted) === (criterion.operator === "=");
    }
    case "pim_catalog_date":
      return dayTest(criterion);
    case "pim_catalog_image":
    case "pim_catalog_file":
      return textTest(criterion, (data) => pim.mediaFiles.get(String(data))?.original_filename ?? "");
    default:
      return textTest(criterion, (data) => String(data));
  }
}

function textTest(criterion: Criterion, read: (data: unknown) => string): (data: unknown) => boolean {
  const plain = (data: unknown): string => read(data).toLowerCase();
  if (criterion.operator === "IN" || criterion.operator === "NOT IN") {
    const wanted = new Set(textsOf(criterion).map((text) => text.toLowerCase()));
    return (data) => wanted.has(plain(data)) === (criterion.operator === "IN");
  }
  const wanted = textOf(criterion).toLowerCase();
  const tests: Readonly<Record<string, (data: unknown) => boolean>> = {
    "STARTS WITH": (data) => plain(data).startsWith(wanted),
    CONTAINS: (data) => plain(data).includes(wanted),
    "DOES NOT CONTAIN": (data) => !plain(data).includes(wanted),
    "=": (data) => plain(data) === wanted,
    "!=": (data) => plain(data) !== wanted,
  };
  return tests[criterion.operator] ?? (() => false);
}

function comparison(operator: string, bound: number, read: (data: unknown) => number): (data: unknown) => boolean {
  const tests: Readonly<Record<string, (left: number) => boolean>> = {
    "<": (left) => left < bound,
    "<=": (left) => left <= bound,
    "=": (left) => left === bound,
    "!=": (left) => left !== bound,
    ">=": (left) => left >= bound,
    ">": (left) => left > bound,
  };
  return (data) => tests[operator]?.(read(data)) ?? false;
}

const amountSchema = z.union([z.string(), z.number()]);
const metricSchema = z.object({ amount: amountSchema, unit: z.string() });
const pricesSchema = z.array(z.object({ amount: amountSchema, currency: z.string() }));

function metricTest(attribute: AttributeBody, criterion: Criterion): (data: unknown) => boolean {
  const wanted = metricSchema.safeParse(criterion.value);
  if (!wanted.success) throw expects(criterion.property, 'an array with the keys "amount" and "unit"', criterion.value);
  const bound = standardAmount(wanted.data);
  if (bound === undefined) {
    throw unprocessable(
      `Property "${criterion.property}" expects a valid metric unit. The unit does not exist in the ${String(attribute.metric_family)} family, "${wanted.data.unit}" given.`,
    );
  }
  return comparison(criterion.operator, bound, (data) => standardAmount(metricSchema.safeParse(data).data) ?? Number.NaN);
}

function standardAmount(metric: z.output<typeof metricSchema> | undefined): number | undefined {
  return metric && inStandardUnit(Number(metric.amount), metric.unit);
}

function priceTest(criterion: Criterion): (data: unknown) => boolean {
  const wanted = pricesSchema.element.safeParse(criterion.value);
  if (!wanted.success) throw expects(criterion.property, 'an array with the keys "amount" and "currency"', criterion.value);
  const { amount, currency } = wanted.data;
  const amountIn = (data: unknown): number =>
    Number(pricesSchema.safeParse(data).data?.find((price) => price.currency === currency)?.amount ?? Number.NaN);
  return comparison(criterion.operator, Number(amount), amountIn);
}

function optionTest(pim: Pim, attribute: AttributeBody, criterion: Criterion): (data: unknown) => boolean {
  const wanted = textsOf(criterion);
  const unknown = wanted.find((code) => !pim.options.has(`${attribute.code}/${code}`));
  if (unknown !== undefined) throw unknownObject("options", unknown);
  const chosen = (data: unknown): readonly unknown[] => (Array.isArray(data) ? data : [data]);
  return (data) => chosen(data).some((code) => wanted.some((one) => one === code)) === (criterion.operator === "IN");
}

function dayTest(criterion: Criterion): (data: unknown) => boolean {
  const day = (data: unknown): number => Date.parse(String(data).slice(0, 10));
  if (criterion.operator === "BETWEEN" || criterion.operator === "NOT BETWEEN") {
    const [from = Number.NaN, to = Number.NaN] = textsOf(criterion).map((text) => readDay(criterion, text));
    return (data) => (day(data) >= from && day(data) <= to) === (criterion.operator === "BETWEEN");
  }
  return comparison(criterion.operator, readDay(criterion, textOf(criterion)), day);
}

function readDay({ property }: Criterion, text: string): number {
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text.slice(0, 10)) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw unprocessable(`Property "${property}" expects a string with the format "yyyy-mm-dd" as data, "${text}" given.`);
}

function numeric(data: unknown): number {
  return Number(data);
}

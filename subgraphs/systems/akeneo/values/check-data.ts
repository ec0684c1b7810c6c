import { z } from "zod";
import type { AttributeBody, Pim } from "../documents.js";
import { type ApiProblem, misformatted, typeName } from "../problem.js";
import { measurementFamilies } from "./measurements.js";

/** A value's data as it is stored, or why it breaks the attribute's rules. */
export type CheckedData = { readonly data: unknown } | { readonly violation: string };

/** What is checked, and where its format is documented. */
export interface DataCheck {
  readonly pim: Pim;
  readonly attribute: AttributeBody;
  readonly anchor: string;
}

/**
 * Checks data by the attribute's type: what cannot be read at all is thrown, what breaks a rule is a violation. Amounts and decimal numbers
 * are stored with four decimals, as Akeneo gives them back.
 */
export function checkData(check: DataCheck, data: unknown): CheckedData {
  switch (check.attribute.type) {
    case "pim_catalog_number":
      return numberData(check, data);
    case "pim_catalog_metric":
      return metricData(check, data);
    case "pim_catalog_price_collection":
      return priceData(check, data);
    case "pim_catalog_simpleselect":
      return optionData(check, [readText(check, data)], data);
    case "pim_catalog_multiselect":
      return optionData(check, readTexts(check, data), data);
    case "pim_catalog_boolean":
      if (typeof data !== "boolean") throw wrongType(check, "a boolean", data);
      return { data };
    case "pim_catalog_date":
      return dateData(check, data);
    case "pim_catalog_image":
    case "pim_catalog_file":
      return mediaData(check, data);
    default:
      return textData(check, data);
  }
}

function textData(check: DataCheck, data: unknown): CheckedData {
  const text = readText(check, data);
  const most = check.attribute.max_characters ?? (check.attribute.type === "pim_catalog_textarea" ? 65_535 : 255);
  if (text.length <= most) return { data: text };
  return {
    violation: `The ${check.attribute.code} attribute must not contain more than ${most} characters. The submitted value is too long.`,
  };
}

function numberData(check: DataCheck, data: unknown): CheckedData {
  const amount = readNumber(check, data);
  const { code, decimals_allowed: takesDecimals } = check.attribute;
  if (takesDecimals === true) return { data: amount.toFixed(4) };
  if (Number.isInteger(amount)) return { data: amount };
  return { violation: `The ${code} attribute requires a non-decimal value, and ${amount} is not a valid value.` };
}

const metricSchema = z.object({ amount: z.union([z.string(), z.number(), z.null()]), unit: z.union([z.string(), z.null()]) });
const pricesSchema = z.array(z.object({ amount: z.union([z.string(), z.number()]), currency: z.string() }));

function metricData(check: DataCheck, data: unknown): CheckedData {
  const metric = metricSchema.safeParse(data);
  if (!metric.success) throw wrongType(check, 'an array with the keys "amount" and "unit"', data);
  const units = measurementFamilies.find(({ code }) => code === check.attribute.metric_family)?.units ?? [];
  const unit = units.find(({ code }) => code.toLowerCase() === metric.data.unit?.toLowerCase());
  if (unit === undefined) return { violation: "Please specify a valid metric unit" };
  return { data: { amount: readNumber(check, metric.data.amount).toFixed(4), unit: unit.code } };
}

function priceData(check: DataCheck, data: unknown): CheckedData {
  const prices = pricesSchema.safeParse(data);
  if (!prices.success) throw wrongType(check, 'an array with the keys "amount" and "currency"', data);
  const foreign = prices.data.find(({ currency }) => check.pim.currencies.get(currency)?.body.enabled !== true);
  if (foreign)
    return { violation: `The ${check.attribute.code} attribute requires a valid currency, "${foreign.currency}" is not active.` };
  return { data: prices.data.map(({ amount, currency }) => ({ amount: readNumber(check, amount).toFixed(2), currency })) };
}

function optionData({ pim, attribute }: DataCheck, codes: readonly string[], data: unknown): CheckedData {
  const unknown = codes.find((code) => !pim.options.has(`${attribute.code}/${code}`));
  if (unknown === undefined) return { data };
  return { violation: `The ${unknown} value is not in the ${attribute.code} attribute option list.` };
}

function dateData(check: DataCheck, data: unknown): CheckedData {
  const text = readText(check, data);
  const isDay = /^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(Date.parse(text.slice(0, 10)));
  if (isDay) return { data: `${text.slice(0, 10)}T00:00:00+00:00` };
  throw documented(check, `Property "${check.attribute.code}" expects a string with the format "yyyy-mm-dd" as data, "${text}" given.`);
}

function mediaData(check: DataCheck, data: unknown): CheckedData {
  const code = readText(check, data);
  if (check.pim.mediaFiles.has(code)) return { data: code };
  throw documented(check, `Property "${check.attribute.code}" expects a valid pathname as data, "${code}" given.`);
}

function readText(check: DataCheck, data: unknown): string {
  if (typeof data !== "string") throw wrongType(check, "a string", data);
  return data;
}

function readTexts(check: DataCheck, data: unknown): readonly string[] {
  if (!Array.isArray(data)) throw wrongType(check, "an array", data);
  return data.map((item: unknown) => readText(check, item));
}

function readNumber(check: DataCheck, data: unknown): number {
  const isNumeric = typeof data === "number" || (typeof data === "string" && /^-?\d+(\.\d+)?$/.test(data));
  if (!isNumeric) throw wrongType(check, "a numeric", data);
  return Number(data);
}

function wrongType(check: DataCheck, type: string, data: unknown): ApiProblem {
  return documented(check, `Property "${check.attribute.code}" expects ${type} as data, "${typeName(data)}" given.`);
}

function documented({ anchor }: DataCheck, message: string): ApiProblem {
  return misformatted(message, anchor);
}

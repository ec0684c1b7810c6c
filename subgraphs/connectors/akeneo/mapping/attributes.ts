import { Decimal } from "decimal.js";
import { z } from "zod";
import type { AttributeValue, LocalisedText } from "#model";
import type { Reference } from "../reference-data.js";
import { type AkeneoAttribute, type AkeneoValue, linkedOptions } from "../wire.js";
import { labelText, languageTag } from "./locales.js";
import { everyLanguage, writeString, writtenText } from "./values.js";

type Kind = AttributeValue["kind"];

/**
 * Attribute types that can be shown, with their kind. Prices are left out because a viewer's price comes from the ERP; identifiers and media
 * are shown elsewhere; tables, assets and reference entities are records of their own.
 */
const kinds: Readonly<Record<string, Kind>> = {
  pim_catalog_text: "TEXT",
  pim_catalog_textarea: "TEXT",
  pim_catalog_number: "NUMBER",
  pim_catalog_metric: "MEASURE",
  pim_catalog_boolean: "BOOLEAN",
  pim_catalog_date: "DATE",
  pim_catalog_simpleselect: "CHOICE",
  pim_catalog_multiselect: "CHOICE",
};

/** One attribute's values as the graph shows them; `undefined` when its type cannot be shown or nothing is filled in. */
export function toAttributeValue(
  attribute: AkeneoAttribute,
  values: readonly AkeneoValue[],
  reference: Reference,
): AttributeValue | undefined {
  const kind = kinds[attribute.type];
  const [first] = values;
  if (kind === undefined || first === undefined) return undefined;
  const value = kind === "CHOICE" ? optionText(values, reference) : writtenText(values, reference, writers[kind]);
  if (Object.keys(value).length === 0) return undefined;
  const unit = kind === "MEASURE" ? unitOf(first, reference) : undefined;
  return {
    code: attribute.code,
    label: labelText(attribute.code, attribute.labels, reference),
    kind,
    value,
    ...(unit === undefined ? {} : { unit }),
    ...(kind === "CHOICE" ? { optionCodes: optionCodesOf(first) } : {}),
  };
}

/** Labels of the chosen options by language, joined by commas. */
export function optionText(values: readonly AkeneoValue[], reference: Reference): LocalisedText {
  const texts = values.map((value) => [value.locale, joinedLabels(value, reference)] as const);
  const forAll = texts.find(([locale]) => locale === null);
  if (forAll) return forAll[1];
  // A localisable choice: each locale chooses for itself and is read in its own language.
  const own = texts.flatMap(([locale, text]) => {
    const tag = locale === null ? "" : languageTag(locale);
    return text[tag] === undefined ? [] : [[tag, text[tag]] as const];
  });
  return Object.fromEntries(own);
}

function joinedLabels(value: AkeneoValue, reference: Reference): LocalisedText {
  const options = linkedOptions(value.linked_data);
  const labels = optionCodesOf(value).map((code) => labelText(code, options.get(code), reference));
  if (labels.length === 0) return {};
  const tags = reference.locales.map(languageTag);
  return Object.fromEntries(tags.map((tag) => [tag, labels.map((label) => label[tag] ?? "").join(", ")]));
}

function optionCodesOf({ data }: AkeneoValue): readonly string[] {
  if (typeof data === "string") return data === "" ? [] : [data];
  return z.array(z.string()).safeParse(data).data ?? [];
}

const amountSchema = z.union([z.string(), z.number()]);
const metricSchema = z.object({ amount: amountSchema.nullable(), unit: z.string().nullable() });

const writers: Readonly<Record<Exclude<Kind, "CHOICE">, (value: AkeneoValue) => string | undefined>> = {
  TEXT: writeString,
  NUMBER: ({ data }) => plainNumber(data),
  MEASURE: ({ data }) => plainNumber(metricSchema.safeParse(data).data?.amount),
  BOOLEAN: ({ data }) => (typeof data === "boolean" ? String(data) : undefined),
  DATE: ({ data }) => (typeof data === "string" ? data.slice(0, 10) : undefined),
};

/** A number without the zeros that Akeneo fills up with: `12.5000` is `12.5`. */
function plainNumber(data: unknown): string | undefined {
  const amount = amountSchema.safeParse(data);
  return amount.success && /^-?\d+(\.\d+)?$/.test(String(amount.data)) ? new Decimal(amount.data).toFixed() : undefined;
}

function unitOf({ data }: AkeneoValue, { unitSymbols }: Reference): string | undefined {
  const unit = metricSchema.safeParse(data).data?.unit;
  return unit ? (unitSymbols.get(unit) ?? unit) : undefined;
}

/** The first text of a localised one, for fields that have one language only. */
export function anyText(text: LocalisedText, languages: Pick<Reference, "locales">): string | undefined {
  const tags = [everyLanguage, ...languages.locales.map(languageTag)];
  return tags.map((tag) => text[tag]).find((one) => one !== undefined);
}

import { z } from "zod";
import type { AttributeBody, Pim, Value, Values } from "../documents.js";
import { type ApiProblem, misformatted, typeName, type Violation } from "../problem.js";
import { checkData } from "./check-data.js";

const valueSchema = z.object({
  locale: z
    .string()
    .nullish()
    .transform((locale) => locale ?? null),
  scope: z
    .string()
    .nullish()
    .transform((scope) => scope ?? null),
  data: z.unknown(),
});

/** Values after a write, and what is wrong with them. */
export interface WrittenValues {
  readonly values: Values;
  readonly violations: readonly Violation[];
}

/** Where values are written. */
export interface ValueWrite {
  readonly pim: Pim;
  /** Anchor of the endpoint in the vendor's reference, for refusals. */
  readonly anchor: string;
}

/**
 * Merges given values over those that are there, attribute by attribute, locale by locale, channel by channel; `data: null` or `""` takes a
 * value away (api.akeneo.com/documentation/update.html#update-behavior).
 */
export function writeValues(write: ValueWrite, before: Values, given: unknown): WrittenValues {
  const byAttribute = z.record(z.string(), z.unknown()).safeParse(given);
  if (!byAttribute.success) throw wrongShape(write, "values", given);
  const changed: Record<string, readonly Value[]> = { ...before };
  const violations: Violation[] = [];
  for (const [code, list] of Object.entries(byAttribute.data)) {
    const attribute = write.pim.attributes.get(code)?.body;
    if (attribute === undefined) throw misformatted(`The ${code} attribute does not exist in your PIM.`, write.anchor);
    for (const value of readList(write, code, list)) {
      const outcome = writeOne(write, attribute, value);
      if ("violation" in outcome) violations.push(outcome.violation);
      else changed[code] = replaceValue(changed[code] ?? [], outcome.value);
    }
    if (changed[code]?.length === 0) delete changed[code];
  }
  return { values: changed, violations };
}

function writeOne(
  write: ValueWrite,
  attribute: AttributeBody,
  value: Value,
): { readonly value: Value } | { readonly violation: Violation } {
  const { locale, scope } = value;
  const refuse = (message: string): { readonly violation: Violation } => ({
    violation: { property: "values", message, attribute: attribute.code, locale, scope },
  });
  const misplaced = checkPlace(write.pim, attribute, value);
  if (misplaced !== undefined) return refuse(misplaced);
  if (value.data === null || value.data === "") return { value: { ...value, data: null } };
  const checked = checkData({ pim: write.pim, attribute, anchor: write.anchor }, value.data);
  return "violation" in checked ? refuse(checked.violation) : { value: { locale, scope, data: checked.data } };
}

function checkPlace(pim: Pim, attribute: AttributeBody, value: Value): string | undefined {
  return checkLocale(pim, attribute, value) ?? checkScope(pim, attribute, value) ?? checkBond(pim, attribute, value);
}

function checkLocale(pim: Pim, { code, localizable }: AttributeBody, { locale }: Value): string | undefined {
  const name = `The ${code} attribute`;
  if (locale === null) return localizable ? `${name} requires a locale.` : undefined;
  if (!localizable) return `${name} does not require a locale, "${locale}" was detected.`;
  const isActive = pim.locales.get(locale)?.body.enabled === true;
  return isActive ? undefined : `${name} requires a valid locale. The ${locale} locale does not exist.`;
}

function checkScope(pim: Pim, { code, scopable }: AttributeBody, { scope }: Value): string | undefined {
  const name = `The ${code} attribute`;
  if (scope === null) return scopable ? `${name} requires a channel.` : undefined;
  if (!scopable) return `${name} does not require a channel, "${scope}" was detected.`;
  return pim.channels.has(scope) ? undefined : `${name} requires a valid scope. The ${scope} scope does not exist.`;
}

function checkBond(pim: Pim, { code }: AttributeBody, { locale, scope }: Value): string | undefined {
  if (locale === null || scope === null || pim.channels.get(scope)?.body.locales.includes(locale)) return undefined;
  return `The ${code} attribute requires a valid locale. The ${locale} locale is not bound to the ${scope} channel.`;
}

function replaceValue(list: readonly Value[], value: Value): readonly Value[] {
  const others = list.filter(({ locale, scope }) => locale !== value.locale || scope !== value.scope);
  return value.data === null ? others : [...others, value];
}

function readList(write: ValueWrite, code: string, list: unknown): readonly Value[] {
  if (!Array.isArray(list)) throw wrongShape(write, code, list);
  return list.map((item: unknown) => {
    const value = valueSchema.safeParse(item);
    if (!value.success || !(typeof item === "object" && item !== null && "data" in item)) {
      throw misformatted(`Property "${code}" expects an array with the key "data".`, write.anchor);
    }
    return { locale: value.data.locale, scope: value.data.scope, data: value.data.data ?? null };
  });
}

function wrongShape({ anchor }: ValueWrite, property: string, given: unknown): ApiProblem {
  return misformatted(`Property "${property}" expects an array as data, "${typeName(given)}" given.`, anchor);
}

import type { Pim, Value, Values } from "../documents.js";
import { type Query, readBoolean } from "../paging.js";
import { unprocessable } from "../problem.js";

/** Which values a reader wants to see. */
export interface ValueChoice {
  readonly scope: string | undefined;
  readonly locales: readonly string[] | undefined;
  readonly attributes: readonly string[] | undefined;
  readonly withOptions: boolean;
}

/** Reads `scope`, `locales`, `attributes` and `with_attribute_options` (api.akeneo.com/documentation/filter.html#filter-product-values). */
export function readChoice(pim: Pim, query: Query): ValueChoice {
  const scope = query["scope"];
  const channel = scope === undefined ? undefined : pim.channels.get(scope)?.body;
  if (scope !== undefined && channel === undefined) throw unprocessable(`Scope "${scope}" does not exist.`);
  const locales = query["locales"] === undefined ? undefined : splitCodes(query["locales"]);
  if (locales) checkLocales(pim, locales, channel);
  const attributes = query["attributes"] === undefined ? undefined : splitCodes(query["attributes"]);
  if (attributes) checkAttributes(pim, attributes);
  return { scope, locales: locales ?? channel?.locales, attributes, withOptions: readBoolean(query, "with_attribute_options") };
}

/** Values as they are shown, options with their labels when asked for. */
export function presentValues(pim: Pim, values: Values, choice: ValueChoice): Readonly<Record<string, unknown>> {
  const shown = Object.entries(values)
    .filter(([code]) => choice.attributes === undefined || choice.attributes.includes(code))
    .map(
      ([code, list]) =>
        [
          code,
          list.filter((value) => isWanted(value, choice)).map((value) => presentValue(pim, { attribute: code, value }, choice)),
        ] as const,
    )
    .filter(([, list]) => list.length > 0);
  return Object.fromEntries(shown);
}

function isWanted({ locale, scope }: Value, choice: ValueChoice): boolean {
  const isInScope = choice.scope === undefined || scope === null || scope === choice.scope;
  return isInScope && (choice.locales === undefined || locale === null || choice.locales.includes(locale));
}

function presentValue(
  pim: Pim,
  { attribute, value }: { readonly attribute: string; readonly value: Value },
  { withOptions }: ValueChoice,
): unknown {
  const type = pim.attributes.get(attribute)?.body.type;
  const isSelect = type === "pim_catalog_simpleselect" || type === "pim_catalog_multiselect";
  if (!withOptions || !isSelect) return value;
  const linked = (code: unknown): unknown => {
    const option = pim.options.get(`${attribute}/${String(code)}`)?.body;
    return { attribute, code, labels: option?.labels ?? {} };
  };
  const { data } = value;
  if (!Array.isArray(data)) return { ...value, linked_data: linked(data) };
  return { ...value, linked_data: Object.fromEntries(data.map((code: unknown) => [String(code), linked(code)])) };
}

function splitCodes(text: string): readonly string[] {
  return text.split(",").map((code) => code.trim());
}

function checkLocales(
  pim: Pim,
  codes: readonly string[],
  channel: { readonly code: string; readonly locales: readonly string[] } | undefined,
): void {
  const inactive = codes.filter((code) => pim.locales.get(code)?.body.enabled !== true);
  if (inactive.length === 1) throw unprocessable(`Locale "${inactive[0]}" does not exist or is not activated.`);
  if (inactive.length > 1) throw unprocessable(`Locales "${inactive.join(", ")}" do not exist or are not activated.`);
  const foreign = channel ? codes.filter((code) => !channel.locales.includes(code)) : [];
  if (foreign.length === 0) return;
  const subject = foreign.length > 1 ? `Locales "${foreign.join(", ")}" are` : `Locale "${foreign[0]}" is`;
  throw unprocessable(`${subject} not activated for the scope "${channel?.code}".`);
}

function checkAttributes(pim: Pim, codes: readonly string[]): void {
  const unknown = codes.filter((code) => !pim.attributes.has(code));
  if (unknown.length === 1) throw unprocessable(`Attribute "${unknown[0]}" does not exist.`);
  if (unknown.length > 1) throw unprocessable(`Attributes "${unknown.join(", ")}" do not exist.`);
}

import type { z } from "zod";
import type { Call, ConnectorContext } from "#sdk";
import { type AkeneoApi, type ListQuery, longestPage } from "./client.js";
import { akeneoLocale } from "./mapping/locales.js";
import type { Languages, Reference } from "./reference-data.js";
import type { AkeneoSettings } from "./settings.js";
import { type AkeneoCategory, attributeSchema, categorySchema, familySchema } from "./wire.js";

/** Reference data of one PIM. */
export interface ReferenceMemory {
  /** What products refer to by code. */
  readonly forProducts: (call: Call) => Promise<Reference>;
  readonly categories: (call: Call) => Promise<{ readonly categories: readonly AkeneoCategory[]; readonly languages: Languages }>;
}

/** Remembers attributes, families, units, categories and the channel's locales. */
export function rememberReference(api: AkeneoApi, { settings, remember }: ConnectorContext<AkeneoSettings>): ReferenceMemory {
  const ttlMs = settings.referenceTtlSeconds * 1_000;
  const reference = remember({ name: "catalogue structure", ttlMs, load: (_key: "all", call) => loadReference(api, settings, call) });
  const categories = remember({
    name: "categories",
    ttlMs,
    load: async (_key: "all", call) => {
      const [languages, list] = await Promise.all([
        loadLanguages(api, settings, call),
        everything(api, { list: { path: "categories" }, item: categorySchema, call }),
      ]);
      return { categories: list, languages };
    },
  });
  return { forProducts: (call) => reference.get("all", call), categories: (call) => categories.get("all", call) };
}

async function loadReference(api: AkeneoApi, settings: AkeneoSettings, call: Call): Promise<Reference> {
  const [languages, attributes, families, measurements] = await Promise.all([
    loadLanguages(api, settings, call),
    everything(api, { list: { path: "attributes" }, item: attributeSchema, call }),
    everything(api, { list: { path: "families" }, item: familySchema, call }),
    api.measurements(call),
  ]);
  const units = measurements.flatMap((family) => Object.values(family.units));
  return {
    ...languages,
    attributes: new Map(attributes.map((attribute) => [attribute.code, attribute])),
    families: new Map(families.map(({ code, labels }) => [code, labels])),
    unitSymbols: new Map(units.flatMap(({ code, symbol }) => (symbol ? [[code, symbol] as const] : []))),
  };
}

async function loadLanguages(api: AkeneoApi, settings: AkeneoSettings, call: Call): Promise<Languages> {
  const locales = settings.locales?.map(akeneoLocale) ?? (await api.channel(settings.channel, call)).locales;
  return { locales, fallbacks: settings.fallbackLocales.map(akeneoLocale) };
}

interface Everything<Item extends z.ZodType> {
  readonly list: ListQuery;
  readonly item: Item;
  readonly call: Call;
}

async function everything<Item extends z.ZodType>(
  api: AkeneoApi,
  { list, item, call }: Everything<Item>,
): Promise<readonly z.output<Item>[]> {
  const all: z.output<Item>[] = [];
  for await (const page of api.pages({ ...list, query: { limit: longestPage } }, item, call)) all.push(...page);
  return all;
}

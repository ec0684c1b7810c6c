import { Decimal } from "decimal.js";
import { z } from "zod";
import { priceListId, type PriceList, type PriceSchedule, type PriceViewer, type Sku } from "#model";
import { batched, SystemBadAnswer, type Call, type ConnectorContext, type PricesPort, type Remembered } from "#sdk";
import type { OdooApi } from "./client.js";
import {
  pricedProductFields,
  pricedProductShape,
  ruleFields,
  ruleShape,
  toPriceRule,
  toSchedule,
  type OdooPricedProduct,
  type OdooRule,
} from "./mapping/prices.js";
import type { RuleBook } from "./mapping/price-rules.js";
import { bySku, skusAtOnce } from "./products.js";
import type { OdooSettings } from "./settings.js";
import { linked, odooLink } from "./wire.js";

/** Lists, their currencies and which builds on which change seldom; a new one shows after this time. */
const listsTtlMs = 60_000;
/** A customer who is given another list sees it after this time. */
const viewerTtlMs = 30_000;

interface Lists {
  /** In Odoo's order: the first is the one of everybody without a list of their own. */
  readonly lists: readonly PriceList[];
  readonly currencies: ReadonlyMap<number, number>;
  /** Units of each currency for one of the company's. */
  readonly rates: ReadonlyMap<number, Decimal>;
}

interface Deps {
  readonly api: OdooApi;
  readonly system: string;
  readonly settings: OdooSettings;
  readonly now: () => number;
  readonly lists: Remembered<"all", Lists>;
  /** Id of a customer's own list. */
  readonly ownLists: Remembered<string, number | undefined>;
  /** Lists that a list builds on, itself included. */
  readonly families: Remembered<number, readonly number[]>;
}

/** Prices by the rules of `product.pricelist`, worked out as Odoo does: two requests a batch, products and rules side by side. */
export function odooPrices(api: OdooApi, { system, settings, clock, remember }: ConnectorContext<OdooSettings>): PricesPort {
  const deps: Deps = {
    api,
    system,
    settings,
    now: () => clock.now(),
    lists: remember({ name: "price lists", ttlMs: listsTtlMs, load: (_all: "all", call) => readLists(api, call) }),
    ownLists: remember({
      name: "customers' price lists",
      ttlMs: viewerTtlMs,
      maxKeys: 10_000,
      load: (customer: string, call) => readOwnList(api, customer, call),
    }),
    families: remember({ name: "base price lists", ttlMs: listsTtlMs, load: (list: number, call) => readFamily(api, list, call) }),
  };
  return {
    listFor: (viewer, call) => listFor(deps, viewer, call),
    schedules: (skus, list, call) =>
      batched({ keys: skus, size: skusAtOnce, load: (keys) => readSchedules(deps, { skus: keys, list }, call) }),
  };
}

async function listFor(deps: Deps, { customer, groups }: PriceViewer, call: Call): Promise<PriceList> {
  const [{ lists }, own] = await Promise.all([
    deps.lists.get("all", call),
    customer === undefined ? undefined : deps.ownLists.get(customer, call),
  ]);
  const ofGroup = groups.map((group) => deps.settings.groupPriceLists[group]).find((name) => name !== undefined);
  const found =
    lists.find(({ id }) => id === String(own)) ??
    lists.find(({ name }) => name === ofGroup) ??
    lists.find(({ name }) => name === deps.settings.publicPriceList) ??
    lists[0];
  return found ?? { id: priceListId("0"), name: "Sales price", currency: await companyCurrency(deps, call) };
}

async function readSchedules(
  deps: Deps,
  { skus, list }: { skus: readonly Sku[]; list: PriceList },
  call: Call,
): Promise<ReadonlyMap<Sku, PriceSchedule>> {
  const [products, rules, { currencies, rates }] = await Promise.all([
    readProducts(deps.api, skus, call),
    readRules(deps, { skus, list: Number(list.id) }, call),
    deps.lists.get("all", call),
  ]);
  const book: RuleBook = { rules: rules.map(toPriceRule), currencies, rates };
  const at = deps.now();
  return bySku(
    skus,
    products.map((product) => toSchedule(product, { list, at }, book)),
  );
}

async function readProducts(api: OdooApi, skus: readonly Sku[], call: Call): Promise<readonly OdooPricedProduct[]> {
  const query = {
    model: "product.product",
    domain: [["default_code", "in", skus]],
    specification: pricedProductFields,
    order: "id",
  } as const;
  return (await api.find(query, pricedProductShape, call)).records;
}

async function readRules(deps: Deps, asked: { skus: readonly Sku[]; list: number }, call: Call): Promise<readonly OdooRule[]> {
  let family = await deps.families.get(asked.list, call);
  let rules = await readRulesOf(deps.api, { ...asked, lists: family }, call);
  const isMissing = (): boolean =>
    rules.some(({ base, base_pricelist_id: list }) => base === "pricelist" && list !== undefined && !family.includes(list));
  if (isMissing()) {
    // A list was built on another one since the families were read.
    deps.families.forget(asked.list);
    family = await deps.families.get(asked.list, call);
    rules = await readRulesOf(deps.api, { ...asked, lists: family }, call);
  }
  return rules;
}

async function readRulesOf(
  api: OdooApi,
  { skus, lists }: { skus: readonly Sku[]; lists: readonly number[] },
  call: Call,
): Promise<readonly OdooRule[]> {
  const domain = [
    ["pricelist_id", "in", lists],
    "|",
    "|",
    ["applied_on", "in", ["3_global", "2_product_category"]],
    ["product_id.default_code", "in", skus],
    "&",
    ["applied_on", "=", "1_product"],
    ["product_tmpl_id.product_variant_ids.default_code", "in", skus],
  ] as const;
  return (await api.find({ model: "product.pricelist.item", domain, specification: ruleFields, order: "id" }, ruleShape, call)).records;
}

const listShape = z.object({
  id: z.number(),
  name: z.string(),
  currency_id: linked(z.object({ id: z.number(), name: z.string(), rate: z.number() })),
});

async function readLists(api: OdooApi, call: Call): Promise<Lists> {
  const specification = { name: {}, currency_id: { fields: { name: {}, rate: {} } } };
  const { records } = await api.find(
    { model: "product.pricelist", domain: [], specification, order: "sequence, id desc" },
    listShape,
    call,
  );
  const known = records.flatMap(({ currency_id: currency, ...list }) => (currency === undefined ? [] : [{ ...list, currency }]));
  return {
    lists: known.map(({ id, name, currency }) => ({ id: priceListId(String(id)), name, currency: currency.name })),
    currencies: new Map(known.map(({ id, currency }) => [id, currency.id])),
    rates: new Map(known.map(({ currency }) => [currency.id, new Decimal(currency.rate)])),
  };
}

const partnerShape = z.object({
  specific_property_product_pricelist: odooLink,
  commercial_partner_id: linked(z.object({ specific_property_product_pricelist: odooLink })),
});

async function readOwnList(api: OdooApi, customer: string, call: Call): Promise<number | undefined> {
  const own = { specific_property_product_pricelist: {} };
  const specification = { ...own, commercial_partner_id: { fields: own } };
  const query = { model: "res.partner", domain: [["ref", "=", customer]], specification, order: "id", limit: 1 } as const;
  const [partner] = (await api.find(query, partnerShape, call)).records;
  return partner?.specific_property_product_pricelist ?? partner?.commercial_partner_id?.specific_property_product_pricelist;
}

const descentShape = z.object({ pricelist_id: z.number(), base_pricelist_id: odooLink });

async function readFamily(api: OdooApi, list: number, call: Call): Promise<readonly number[]> {
  const specification = { pricelist_id: {}, base_pricelist_id: {} };
  const { records } = await api.find(
    { model: "product.pricelist.item", domain: [["base", "=", "pricelist"]], specification },
    descentShape,
    call,
  );
  const family = new Set([list]);
  // A set visits what is added while it is walked.
  for (const member of family) {
    for (const rule of records)
      if (rule.pricelist_id === member && rule.base_pricelist_id !== undefined) family.add(rule.base_pricelist_id);
  }
  return [...family];
}

const companyShape = z.object({ currency_id: linked(z.object({ name: z.string() })) });

async function companyCurrency({ api, system }: Deps, call: Call): Promise<string> {
  const query = {
    model: "res.company",
    domain: [],
    specification: { currency_id: { fields: { name: {} } } },
    order: "id",
    limit: 1,
  } as const;
  const [company] = (await api.find(query, companyShape, call)).records;
  if (company?.currency_id !== undefined) return company.currency_id.name;
  throw new SystemBadAnswer({ system, operation: "res.company.web_search_read", reason: "no company with a currency can be read" });
}

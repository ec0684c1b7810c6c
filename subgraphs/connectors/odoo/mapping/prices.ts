import { Decimal } from "decimal.js";
import { z } from "zod";
import { addTax, money, removeTax, sku, type PriceBreak, type PriceList, type PriceSchedule } from "#model";
import type { Specification } from "../client.js";
import { linked, odooLink, odooMoment, odooText } from "../wire.js";
import { breaksOf, type RawBreak } from "./price-breaks.js";
import type { PricedProduct, PriceRule, RuleBase, RuleBook, RuleCompute, RuleScope } from "./price-rules.js";

/** What is read of a product to price it. */
export const pricedProductFields: Specification = {
  default_code: {},
  product_tmpl_id: {},
  lst_price: {},
  standard_price: {},
  currency_id: {},
  cost_currency_id: {},
  categ_id: { fields: { parent_path: {} } },
  taxes_id: { fields: { amount: {}, amount_type: {}, price_include: {} } },
};

const taxShape = z.object({ amount: z.number(), amount_type: z.string(), price_include: z.boolean() });

/** A sales tax of a product. */
export type OdooTax = z.output<typeof taxShape>;

/** A product as it is read to be priced. */
export const pricedProductShape = z.object({
  id: z.number(),
  default_code: z.string(),
  product_tmpl_id: z.number(),
  lst_price: z.number(),
  standard_price: z.number(),
  currency_id: z.number(),
  cost_currency_id: z.number(),
  categ_id: linked(z.object({ parent_path: odooText })),
  taxes_id: z.array(taxShape),
});

/** A product with prices and taxes. */
export type OdooPricedProduct = z.output<typeof pricedProductShape>;

/** What is read of a rule. */
export const ruleFields: Specification = {
  pricelist_id: {},
  applied_on: {},
  min_quantity: {},
  date_start: {},
  date_end: {},
  product_id: {},
  product_tmpl_id: {},
  categ_id: { fields: { parent_path: {}, complete_name: {} } },
  base: {},
  base_pricelist_id: {},
  compute_price: {},
  fixed_price: {},
  percent_price: {},
  price_discount: {},
  price_markup: {},
  price_round: {},
  price_surcharge: {},
  price_min_margin: {},
  price_max_margin: {},
};

/** A rule as it is read. */
export const ruleShape = z.object({
  id: z.number(),
  pricelist_id: z.number(),
  applied_on: z.enum(["0_product_variant", "1_product", "2_product_category", "3_global"]),
  min_quantity: z.number(),
  date_start: odooMoment,
  date_end: odooMoment,
  product_id: odooLink,
  product_tmpl_id: odooLink,
  categ_id: linked(z.object({ parent_path: odooText, complete_name: odooText })),
  base: z.enum(["list_price", "standard_price", "pricelist"]),
  base_pricelist_id: odooLink,
  compute_price: z.enum(["fixed", "percentage", "formula"]),
  fixed_price: z.number(),
  percent_price: z.number(),
  price_discount: z.number(),
  price_markup: z.number(),
  price_round: z.number(),
  price_surcharge: z.number(),
  price_min_margin: z.number(),
  price_max_margin: z.number(),
});

/** A rule of a price list. */
export type OdooRule = z.output<typeof ruleShape>;

/** A rule in the words of the price rules. */
export function toPriceRule(rule: OdooRule): PriceRule {
  return {
    id: rule.id,
    list: rule.pricelist_id,
    scope: toScope(rule),
    minimumQuantity: new Decimal(rule.min_quantity),
    from: rule.date_start === undefined ? undefined : Date.parse(rule.date_start),
    until: rule.date_end === undefined ? undefined : Date.parse(rule.date_end),
    compute: toCompute(rule),
  };
}

function toScope({ applied_on, product_id, product_tmpl_id, categ_id }: OdooRule): RuleScope {
  switch (applied_on) {
    case "0_product_variant":
      return { kind: "variant", variant: product_id ?? 0 };
    case "1_product":
      return { kind: "template", template: product_tmpl_id ?? 0 };
    case "2_product_category":
      // A path that no category has, should the rule's own category be gone.
      return { kind: "category", path: categ_id?.parent_path ?? "?", name: categ_id?.complete_name ?? "" };
    case "3_global":
      return { kind: "global" };
  }
}

function toCompute(rule: OdooRule): RuleCompute {
  const base: RuleBase =
    rule.base === "pricelist" ? (rule.base_pricelist_id === undefined ? "list_price" : { list: rule.base_pricelist_id }) : rule.base;
  switch (rule.compute_price) {
    case "fixed":
      return { kind: "fixed", price: new Decimal(rule.fixed_price) };
    case "percentage":
      return { kind: "percentage", base, percent: new Decimal(rule.percent_price) };
    case "formula":
      return {
        kind: "formula",
        base,
        discount: rule.base === "standard_price" ? new Decimal(rule.price_markup).neg() : new Decimal(rule.price_discount),
        roundTo: new Decimal(rule.price_round),
        surcharge: new Decimal(rule.price_surcharge),
        minMargin: new Decimal(rule.price_min_margin),
        maxMargin: new Decimal(rule.price_max_margin),
      };
  }
}

/** A product in the words of the price rules. */
export function toPricedProduct(product: OdooPricedProduct): PricedProduct {
  return {
    variant: product.id,
    template: product.product_tmpl_id,
    categoryPath: product.categ_id?.parent_path ?? "",
    salesPrice: new Decimal(product.lst_price),
    cost: new Decimal(product.standard_price),
    currency: product.currency_id,
    costCurrency: product.cost_currency_id,
  };
}

/** A product's prices on one list, from a rule book that holds the list's rules. */
export function toSchedule(product: OdooPricedProduct, { list, at }: { list: PriceList; at: number }, book: RuleBook): PriceSchedule {
  const breaks = breaksOf({ product: toPricedProduct(product), list: Number(list.id), at }, book);
  const taxRate = taxRateOf(product.taxes_id);
  const toBreak = (raw: RawBreak): PriceBreak => ({
    minimumQuantity: raw.minimumQuantity,
    ...amounts(raw.price, { currency: list.currency, taxes: product.taxes_id }),
    ...(raw.validUntil !== undefined && { validUntil: new Date(raw.validUntil).toISOString() }),
  });
  return { sku: sku(product.default_code), priceList: list, ...(taxRate !== undefined && { taxRate }), breaks: breaks.map(toBreak) };
}

/** The sum of percentages; `undefined` when a tax is none (a fixed amount, a group), because then no single rate is true. */
export function taxRateOf(taxes: readonly OdooTax[]): string | undefined {
  if (taxes.some(({ amount_type }) => amount_type !== "percent")) return undefined;
  return taxes.reduce((total, { amount }) => total.plus(amount), new Decimal(0)).toString();
}

function amounts(price: Decimal, { currency, taxes }: { currency: string; taxes: readonly OdooTax[] }): Pick<PriceBreak, "net" | "gross"> {
  const rate = taxRateOf(taxes);
  const included = taxes.filter(({ amount_type, price_include }) => amount_type === "percent" && price_include);
  const asWritten = money(price, currency);
  if (included.length > 0 && included.length === taxes.length && rate !== undefined)
    return { net: removeTax(asWritten, rate), gross: asWritten };
  const net = included.length === 0 ? asWritten : removeTax(asWritten, taxRateOf(included) ?? "0");
  return rate === undefined ? { net } : { net, gross: addTax(net, rate) };
}

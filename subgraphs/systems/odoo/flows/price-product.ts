import { allRecords, browse, modelOf } from "../orm/environment.js";
import { numberIn, odooDatetime, rounded, textIn, type OdooRecord } from "../orm/record.js";
import type { Environment } from "../orm/schema.js";
import { ancestors } from "../orm/search.js";
import { sortRecords } from "../orm/sort.js";

/** For whom and how much a price is asked. */
export interface PriceQuestion {
  readonly product: OdooRecord;
  /** Id of the price list; absent asks for the product's own sales price. */
  readonly list: number | undefined;
  readonly quantity: number;
}

/** The unit price that the server puts on an order line: the first applicable rule of the list, else the sales price. */
export function priceOf(env: Environment, question: PriceQuestion): number {
  const rule = question.list === undefined ? undefined : applicableRule(env, question);
  return rule === undefined ? salesPrice(env, question.product) : rulePrice(env, question, rule);
}

function salesPrice(env: Environment, product: OdooRecord): number {
  return numberIn(browse(env, "product.template", product["product_tmpl_id"])?.["list_price"]);
}

function applicableRule(env: Environment, question: PriceQuestion): OdooRecord | undefined {
  const model = modelOf(env, "product.pricelist.item");
  const rules = allRecords(env, model.name).filter((rule) => rule["pricelist_id"] === question.list && isApplicable(env, rule, question));
  return sortRecords(env, model, { records: rules, order: model.order })[0];
}

function isApplicable(env: Environment, rule: OdooRecord, { product, quantity }: PriceQuestion): boolean {
  const now = odooDatetime(env.now());
  const [start, end] = [textIn(rule["date_start"]), textIn(rule["date_end"])];
  if ((start !== "" && start > now) || (end !== "" && end < now)) return false;
  if (quantity < numberIn(rule["min_quantity"])) return false;
  switch (rule["applied_on"]) {
    case "0_product_variant":
      return rule["product_id"] === product.id;
    case "1_product":
      return rule["product_tmpl_id"] === product["product_tmpl_id"];
    case "2_product_category": {
      const category = numberIn(browse(env, "product.template", product["product_tmpl_id"])?.["categ_id"]);
      return ancestors(env, modelOf(env, "product.category"), category).includes(numberIn(rule["categ_id"]));
    }
    default:
      return true;
  }
}

function rulePrice(env: Environment, question: PriceQuestion, rule: OdooRecord): number {
  if (rule["compute_price"] === "fixed") return numberIn(rule["fixed_price"]);
  const base = basePrice(env, question, rule);
  if (rule["compute_price"] === "percentage") return base * (1 - numberIn(rule["percent_price"]) / 100);
  const discount = rule["base"] === "standard_price" ? -numberIn(rule["price_markup"]) : numberIn(rule["price_discount"]);
  const rounding = numberIn(rule["price_round"]);
  const discounted = base * (1 - discount / 100);
  const even = rounding === 0 ? discounted : rounded(Math.round(rounded(discounted / rounding)) * rounding);
  const least = numberIn(rule["price_min_margin"]);
  const most = numberIn(rule["price_max_margin"]);
  const charged = even + numberIn(rule["price_surcharge"]);
  const raised = least === 0 ? charged : Math.max(charged, base + least);
  return most === 0 ? raised : Math.min(raised, base + most);
}

function basePrice(env: Environment, question: PriceQuestion, rule: OdooRecord): number {
  if (rule["base"] === "pricelist") return priceOf(env, { ...question, list: numberIn(rule["base_pricelist_id"]) });
  return rule["base"] === "standard_price" ? numberIn(question.product["standard_price"]) : salesPrice(env, question.product);
}

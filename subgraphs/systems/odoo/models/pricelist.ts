import { browse } from "../orm/environment.js";
import { boolean, char, datetime, float, integer, many2one, one2many, selection } from "../orm/field.js";
import { defineModel } from "../orm/model.js";
import { validationError } from "../orm/odoo-error.js";
import { numberIn, textIn, type OdooRecord, type Values } from "../orm/record.js";
import type { Environment, Model } from "../orm/schema.js";
import { companyId } from "./base.js";

const pricelist = defineModel({
  name: "product.pricelist",
  description: "Pricelist",
  order: "sequence asc, id desc",
  displayName: (record, env) => `${textIn(record["name"])} (${textIn(browse(env, "res.currency", record["currency_id"])?.["name"])})`,
  fields: {
    name: char("Pricelist Name", { required: true }),
    active: boolean("Active", { default: true }),
    sequence: integer("Sequence", { default: 16 }),
    currency_id: many2one("Currency", "res.currency", {
      required: true,
      default: (env) => browse(env, "res.company", companyId)?.["currency_id"] ?? false,
    }),
    company_id: many2one("Company", "res.company"),
    item_ids: one2many("Pricelist Rules", { model: "product.pricelist.item", inverseField: "pricelist_id" }),
  },
});

const scopes = [
  ["3_global", "All Products"],
  ["2_product_category", "Product Category"],
  ["1_product", "Product"],
  ["0_product_variant", "Product Variant"],
] as const;

const item = defineModel({
  name: "product.pricelist.item",
  description: "Pricelist Rule",
  order: "applied_on, min_quantity desc, categ_id desc, id desc",
  displayName: ruleName,
  fields: {
    pricelist_id: many2one("Pricelist", "product.pricelist", { required: true }),
    company_id: many2one("Company", "res.company", { related: "pricelist_id.company_id", readonly: true, store: true }),
    currency_id: many2one("Currency", "res.currency", { related: "pricelist_id.currency_id", readonly: true, store: true }),
    date_start: datetime("Start Date"),
    date_end: datetime("End Date"),
    min_quantity: float("Min. Quantity"),
    applied_on: selection("Apply On", scopes, { required: true, default: "3_global" }),
    display_applied_on: selection(
      "Display Applied On",
      [
        ["1_product", "Product"],
        ["2_product_category", "Category"],
      ],
      { required: true, default: "1_product" },
    ),
    categ_id: many2one("Category", "product.category"),
    product_tmpl_id: many2one("Product", "product.template"),
    product_id: many2one("Variant", "product.product"),
    base: selection(
      "Based on",
      [
        ["list_price", "Sales Price"],
        ["standard_price", "Cost"],
        ["pricelist", "Other Pricelist"],
      ],
      { required: true, default: "list_price" },
    ),
    base_pricelist_id: many2one("Other Pricelist", "product.pricelist"),
    compute_price: selection(
      "Compute Price",
      [
        ["percentage", "Discount"],
        ["formula", "Formula"],
        ["fixed", "Fixed Price"],
      ],
      { required: true, default: "fixed" },
    ),
    fixed_price: float("Fixed Price"),
    percent_price: float("Percentage Price"),
    price_discount: float("Price Discount"),
    price_round: float("Price Rounding"),
    price_surcharge: float("Extra Fee"),
    price_markup: float("Markup"),
    price_min_margin: float("Min. Price Margin"),
    price_max_margin: float("Max. Price Margin"),
    name: char("Name", { readonly: true, compute: (records, env) => records.map((record) => ruleName(record, env)) }),
  },
  prepare: consistent,
  check: checkRule,
  afterWrite: (record, changed, env) => {
    if (!("applied_on" in changed)) return;
    env.store.collection<OdooRecord>("product.pricelist.item").put(record.id, { ...record, ...withoutOtherTargets(record) });
  },
});

/** Deduces the scope from the target that is named, and drops targets that the scope does not use (product.pricelist.item.create). */
function consistent(values: Values, env: Environment): Values {
  const variant = browse(env, "product.product", values["product_id"]);
  const filled =
    variant !== undefined && numberIn(values["product_tmpl_id"]) === 0
      ? { ...values, product_tmpl_id: variant["product_tmpl_id"] ?? false }
      : values;
  return { ...filled, ...withoutOtherTargets(filled) };
}

function withoutOtherTargets(values: Values): Values {
  switch (values["applied_on"]) {
    case "3_global":
      return { product_id: false, product_tmpl_id: false, categ_id: false };
    case "2_product_category":
      return { product_id: false, product_tmpl_id: false };
    case "1_product":
      return { product_id: false, categ_id: false };
    default:
      return { categ_id: false };
  }
}

function checkRule(record: OdooRecord): void {
  if (record["base"] === "pricelist" && numberIn(record["base_pricelist_id"]) === 0) {
    throw validationError('A pricelist item with "Other Pricelist" as base must have a base_pricelist_id.');
  }
  if (record["base"] === "pricelist" && record["base_pricelist_id"] === record["pricelist_id"]) {
    throw validationError("You cannot assign the Main Pricelist as Other Pricelist in PriceList Item");
  }
  const [start, end] = [textIn(record["date_start"]), textIn(record["date_end"])];
  if (start !== "" && end !== "" && start >= end) {
    throw validationError(`Item: end date (${end}) should be after start date (${start})`);
  }
  if (numberIn(record["price_max_margin"]) !== 0 && numberIn(record["price_min_margin"]) > numberIn(record["price_max_margin"])) {
    throw validationError("The minimum margin should be lower than the maximum margin.");
  }
  requireTarget(record);
}

function requireTarget(record: OdooRecord): void {
  const needs: Readonly<Record<string, readonly [string, string]>> = {
    "2_product_category": ["categ_id", "Please specify the category for which this rule should be applied"],
    "1_product": ["product_tmpl_id", "Please specify the product for which this rule should be applied"],
    "0_product_variant": ["product_id", "Please specify the product variant for which this rule should be applied"],
  };
  const need = needs[textIn(record["applied_on"])];
  if (need !== undefined && numberIn(record[need[0]]) === 0) throw validationError(need[1]);
}

function ruleName(record: OdooRecord, env: Environment): string {
  const named = (model: string, field: string): string => textIn(browse(env, model, record[field])?.["name"]);
  switch (record["applied_on"]) {
    case "2_product_category":
      return `Category: ${named("product.category", "categ_id")}`;
    case "1_product":
      return `Product: ${named("product.template", "product_tmpl_id")}`;
    case "0_product_variant":
      return `Variant: ${textIn(browse(env, "product.product", record["product_id"])?.["default_code"])}`;
    default:
      return "All Products";
  }
}

/** Price lists and their rules. */
export const pricelistModels: readonly Model[] = [pricelist, item];

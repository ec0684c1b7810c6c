import type { Merchant, MerchantPriceList, MerchantPriceRule } from "../../merchant/merchant.js";
import type { Values } from "../orm/record.js";
import type { Basics } from "./seed-basics.js";
import type { Planter } from "./planter.js";
import type { ProductSeed } from "./seed-products.js";

/** Price lists and their rules; returns ids by the merchant's code. The public list comes first in Odoo's order. */
export function seedPriceLists({ priceLists }: Merchant, known: Basics & ProductSeed, planter: Planter): ReadonlyMap<string, number> {
  const seed = (list: MerchantPriceList): number => {
    const sequence = { PUBLIC: 1, GROUP: 10, CUSTOMER: 20 }[list.kind];
    const id = planter.plant("product.pricelist", { name: list.name, currency_id: known.currency, sequence });
    for (const rule of list.rules) planter.plant("product.pricelist.item", { pricelist_id: id, ...ruleValues(rule, known, planter) });
    return id;
  };
  return new Map(priceLists.map((list) => [list.code, seed(list)]));
}

function ruleValues(rule: MerchantPriceRule, known: ProductSeed, { stamp }: Planter): Values {
  return {
    ...scopeValues(rule.scope, known),
    ...computeValues(rule.compute),
    min_quantity: rule.minimumQuantity,
    date_start: rule.validFrom === undefined ? false : stamp(rule.validFrom),
    date_end: rule.validUntil === undefined ? false : stamp(rule.validUntil),
  };
}

function scopeValues(scope: MerchantPriceRule["scope"], { products, categories }: ProductSeed): Values {
  if (scope === "ALL") return { applied_on: "3_global" };
  if ("category" in scope)
    return {
      applied_on: "2_product_category",
      display_applied_on: "2_product_category",
      categ_id: categories.get(scope.category) ?? false,
    };
  const ids = products.get(scope.sku);
  return { applied_on: "0_product_variant", product_id: ids?.product ?? false, product_tmpl_id: ids?.template ?? false };
}

function computeValues(compute: MerchantPriceRule["compute"]): Values {
  switch (compute.kind) {
    case "FIXED":
      return { compute_price: "fixed", fixed_price: Number(compute.price) };
    case "PERCENTAGE":
      return { compute_price: "percentage", percent_price: Number(compute.discount) };
    case "FORMULA": {
      const discount = Number(compute.discount);
      // On the cost, Odoo takes a markup instead of a discount.
      const share =
        compute.base === "COST" ? { base: "standard_price", price_markup: -discount } : { base: "list_price", price_discount: discount };
      return { compute_price: "formula", ...share, price_surcharge: Number(compute.surcharge), price_round: Number(compute.roundTo ?? 0) };
    }
  }
}

import type { Decimal } from "decimal.js";
import { z } from "zod";
import { money, type PriceBreak, type PriceList, type PriceSchedule, type Sku, sku } from "#model";
import { flag, numeric, recordId } from "../values.js";
import { percentage, type TaxEffect } from "./taxes.js";
import { productUnitFields, productUnits, toSaleUnit } from "./units.js";

/** Fields of a price list with what its lines depend on. */
export const priceListFields = ["name", "tax_included", "unit", "lines.product", "lines.category", "lines.quantity"];

/** A price list; a line holds for a product, for a category with those below it, or for all. */
export const priceListRow = z.object({
  id: recordId,
  name: z.string(),
  tax_included: flag,
  unit: z.string(),
  "lines.": z.array(z.object({ product: recordId.nullable(), category: recordId.nullable(), quantity: z.number().nullable() })),
});

/** A price list of Tryton. */
export type PriceListRow = z.output<typeof priceListRow>;

/** Fields of a product with its price at the quantity, on the list, that the request's context names. */
export const pricedFields = ["code", "sale_price_uom", "account_category.customer_taxes_used", "categories_all", ...productUnitFields];

/** A product with its price for one unit of sale, before taxes. */
export const pricedRow = z.object({
  id: recordId,
  code: z.string(),
  sale_price_uom: numeric.nullable(),
  "account_category.": z.object({ customer_taxes_used: z.array(recordId) }).nullable(),
  categories_all: z.array(recordId),
  ...productUnits,
});

/** A product with its price. */
export type PricedRow = z.output<typeof pricedRow>;

/** Fields of a known product's price at a further quantity. */
export const furtherPriceFields = ["sale_price_uom"];

/** A known product's price at a further quantity. */
export const furtherPriceRow = z.object({ id: recordId, sale_price_uom: numeric.nullable() });

/** A price that the server computed: of one product, from a quantity on. */
export interface ComputedPrice {
  readonly product: number;
  /** In the unit of sale. */
  readonly minimumQuantity: number;
  readonly net: Decimal;
}

/** The category above each category. */
export type CategoryTree = ReadonlyMap<number, number | null>;

/** A price list, `undefined` for the products' own list prices, and what its lines are matched with. */
export interface MatchedList {
  readonly list: PriceListRow | undefined;
  readonly tree: CategoryTree;
}

/** The quantities, in the unit of sale, from which a list may have another price for a product; always from 0 on. */
export function thresholds({ list, tree }: MatchedList, product: PricedRow): readonly number[] {
  const categories = withParents(product.categories_all, tree);
  const lines = (list?.["lines."] ?? []).filter(
    (line) => (line.product === null || line.product === product.id) && (line.category === null || categories.has(line.category)),
  );
  const quantities = lines.map(({ quantity }) => (list?.unit === "product_sale" ? (quantity ?? 0) : toSaleUnit(quantity ?? 0, product)));
  return [...new Set([0, ...quantities])].sort((one, other) => one - other);
}

function withParents(categories: readonly number[], tree: CategoryTree): ReadonlySet<number> {
  const found = new Set<number>();
  const visit = (category: number | null | undefined): void => {
    if (category === null || category === undefined || found.has(category)) return;
    found.add(category);
    visit(tree.get(category));
  };
  categories.forEach(visit);
  return found;
}

/** Products that are asked for together: same quantity and, where the list needs them to take taxes out, same taxes. */
export interface PriceQuestion {
  readonly quantity: number;
  /** Empty for a list whose prices are without taxes. */
  readonly taxes: readonly number[];
  readonly products: readonly number[];
}

/** The fewest questions that tell every price of the products on a list. */
export function priceQuestions(matched: MatchedList, products: readonly PricedRow[]): readonly PriceQuestion[] {
  const needsTaxes = matched.list?.tax_included ?? false;
  const single = products.flatMap((product) => {
    const taxes = needsTaxes ? taxesOf(product) : [];
    const asked = thresholds(matched, product).map((quantity) => ({ quantity, taxes, product: product.id }));
    // The price at 0 without taxes in the context came with the product itself.
    return taxes.length > 0 ? asked : asked.filter(({ quantity }) => quantity > 0);
  });
  const groups = Map.groupBy(single, ({ quantity, taxes }) => JSON.stringify([quantity, taxes]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ quantity: first.quantity, taxes: first.taxes, products: group.map((one) => one.product) }];
  });
}

/** Ids of the taxes on a product's sale. */
export function taxesOf(product: PricedRow): readonly number[] {
  return product["account_category."]?.customer_taxes_used ?? [];
}

/** What is known of one product when its schedule is made. */
export interface PricedProduct {
  readonly row: PricedRow;
  readonly prices: readonly ComputedPrice[];
  readonly taxes: TaxEffect | undefined;
}

/** The schedule of a product: one break for each quantity from which the price is another; `undefined` without any price. */
export function toSchedule(priceList: PriceList, { row, prices, taxes }: PricedProduct): PriceSchedule | undefined {
  const sorted = prices.toSorted((one, other) => one.minimumQuantity - other.minimumQuantity);
  const changes = sorted.filter((price, place) => place === 0 || !price.net.eq(sorted[place - 1]?.net ?? price.net.plus(1)));
  if (changes.length === 0) return undefined;
  const product: Sku = sku(row.code);
  const taxRate = row["account_category."] === null ? undefined : percentage(taxes);
  const breaks = changes.map((price) => toBreak(price, priceList.currency, row["account_category."] === null ? undefined : taxes));
  return { sku: product, priceList, ...(taxRate === undefined ? {} : { taxRate }), breaks };
}

function toBreak({ minimumQuantity, net }: ComputedPrice, currency: string, taxes: TaxEffect | undefined): PriceBreak {
  const without = { minimumQuantity, net: money(net, currency) };
  return taxes === undefined ? without : { ...without, gross: money(net.mul(taxes.rate.plus(1)).plus(taxes.amount), currency) };
}

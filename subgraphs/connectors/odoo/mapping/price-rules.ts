import { Decimal } from "decimal.js";

/** One rule of a price list (`product.pricelist.item`), as far as it decides a price. */
export interface PriceRule {
  readonly id: number;
  /** Id of the list that it belongs to. */
  readonly list: number;
  readonly scope: RuleScope;
  /** 0 when it holds from the first unit on. */
  readonly minimumQuantity: Decimal;
  /** Milliseconds since the epoch, inclusive on both sides. */
  readonly from?: number | undefined;
  readonly until?: number | undefined;
  readonly compute: RuleCompute;
}

/** What a rule applies to; a category is known by its path of ids, `1/4/9/`, and its full name. */
export type RuleScope =
  | { readonly kind: "variant"; readonly variant: number }
  | { readonly kind: "template"; readonly template: number }
  | { readonly kind: "category"; readonly path: string; readonly name: string }
  | { readonly kind: "global" };

/** How a rule makes its price. */
export type RuleCompute =
  | { readonly kind: "fixed"; readonly price: Decimal }
  | { readonly kind: "percentage"; readonly base: RuleBase; readonly percent: Decimal }
  | {
      readonly kind: "formula";
      readonly base: RuleBase;
      /** Percentage; a markup is a negative discount. */
      readonly discount: Decimal;
      /** Prices become multiples of it; 0 does not round. */
      readonly roundTo: Decimal;
      readonly surcharge: Decimal;
      /** Least and most above the base price; 0 sets no bound. */
      readonly minMargin: Decimal;
      readonly maxMargin: Decimal;
    };

/** What a percentage or a formula starts from. */
export type RuleBase = "list_price" | "standard_price" | { readonly list: number };

/** A product as rules see it. */
export interface PricedProduct {
  readonly variant: number;
  readonly template: number;
  /** Path of ids of its category. */
  readonly categoryPath: string;
  readonly salesPrice: Decimal;
  readonly cost: Decimal;
  /** Currency of its sales price and of its cost, by Odoo's id. */
  readonly currency: number;
  readonly costCurrency: number;
}

/** The rules of a list and of the lists that it builds on. */
export interface RuleBook {
  readonly rules: readonly PriceRule[];
  /** Currency of each list. */
  readonly currencies: ReadonlyMap<number, number>;
  /** Units of each currency for one unit of the company's. */
  readonly rates: ReadonlyMap<number, Decimal>;
}

/** Which price is asked for. */
export interface PriceQuestion {
  readonly product: PricedProduct;
  readonly list: number;
  readonly quantity: Decimal;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/**
 * The unit price on a list, in the list's currency and not rounded: the first applicable rule decides, variant before template before
 * category before all, a higher minimum before a lower one; without a rule the sales price holds.
 *
 * Source: Odoo 18 `product.pricelist._compute_price_rule` and `product.pricelist.item._compute_price`.
 */
export function priceAt(question: PriceQuestion, book: RuleBook): Decimal {
  return priceOn(question, book, new Set());
}

function priceOn(question: PriceQuestion, book: RuleBook, visited: ReadonlySet<number>): Decimal {
  const { product, list } = question;
  // Odoo refuses lists that build on each other in a circle; should one come all the same, it ends at the sales price.
  const rule = visited.has(list) ? undefined : applicableRule(question, book);
  if (rule === undefined) return converted(product.salesPrice, { from: product.currency, to: book.currencies.get(list) }, book);
  return rulePrice(rule, question, { book, visited: new Set([...visited, list]) });
}

/** The rule that decides, if one applies. */
export function applicableRule({ product, list, quantity, at }: PriceQuestion, { rules }: RuleBook): PriceRule | undefined {
  const applicable = rules.filter(
    (rule) =>
      rule.list === list &&
      appliesTo(rule.scope, product) &&
      isInForce(rule, at) &&
      (rule.minimumQuantity.isZero() || quantity.gte(rule.minimumQuantity)),
  );
  return applicable.toSorted(byPrecedence)[0];
}

/** True when a rule is about the product, whatever the quantity and the time. */
export function appliesTo(scope: RuleScope, product: PricedProduct): boolean {
  switch (scope.kind) {
    case "variant":
      return scope.variant === product.variant;
    case "template":
      return scope.template === product.template;
    case "category":
      return product.categoryPath.startsWith(scope.path);
    case "global":
      return true;
  }
}

function isInForce({ from, until }: PriceRule, at: number): boolean {
  return (from === undefined || from <= at) && (until === undefined || until >= at);
}

const scopeRank = { variant: 0, template: 1, category: 2, global: 3 } as const;

/** Odoo's order of rules: `applied_on, min_quantity desc, categ_id desc, id desc`; categories sort by their full name. */
function byPrecedence(left: PriceRule, right: PriceRule): number {
  const byScope = scopeRank[left.scope.kind] - scopeRank[right.scope.kind];
  if (byScope !== 0) return byScope;
  const byQuantity = right.minimumQuantity.comparedTo(left.minimumQuantity);
  if (byQuantity !== 0) return byQuantity;
  const [leftName, rightName] = [categoryName(left), categoryName(right)];
  if (leftName !== rightName) return leftName < rightName ? 1 : -1;
  return right.id - left.id;
}

function categoryName({ scope }: PriceRule): string {
  return scope.kind === "category" ? scope.name : "";
}

interface Descent {
  readonly book: RuleBook;
  /** Lists on the way here. */
  readonly visited: ReadonlySet<number>;
}

function rulePrice({ compute }: PriceRule, question: PriceQuestion, descent: Descent): Decimal {
  if (compute.kind === "fixed") return compute.price;
  const base = basePrice(compute.base, question, descent);
  if (compute.kind === "percentage") return base.minus(base.mul(compute.percent).div(100));
  const discounted = base.minus(base.mul(compute.discount).div(100));
  const even = compute.roundTo.isZero()
    ? discounted
    : discounted.div(compute.roundTo).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).mul(compute.roundTo);
  const charged = even.plus(compute.surcharge);
  const raised = compute.minMargin.isZero() ? charged : Decimal.max(charged, base.plus(compute.minMargin));
  return compute.maxMargin.isZero() ? raised : Decimal.min(raised, base.plus(compute.maxMargin));
}

function basePrice(base: RuleBase, question: PriceQuestion, { book, visited }: Descent): Decimal {
  const { product, list } = question;
  const to = book.currencies.get(list);
  if (base === "standard_price") return converted(product.cost, { from: product.costCurrency, to }, book);
  if (base === "list_price") return converted(product.salesPrice, { from: product.currency, to }, book);
  const price = priceOn({ ...question, list: base.list }, book, visited);
  return converted(price, { from: book.currencies.get(base.list), to }, book);
}

function converted(amount: Decimal, { from, to }: { from: number | undefined; to: number | undefined }, { rates }: RuleBook): Decimal {
  if (from === to || from === undefined || to === undefined) return amount;
  // The company's own currency need not be among the lists'; its rate is 1.
  return amount.mul(rates.get(to) ?? 1).div(rates.get(from) ?? 1);
}

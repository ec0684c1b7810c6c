import { Decimal } from "decimal.js";
import { appliesTo, priceAt, type PricedProduct, type PriceRule, type RuleBook } from "./price-rules.js";

/** The price of one unit from a quantity on, not rounded. */
export interface RawBreak {
  readonly minimumQuantity: number;
  readonly price: Decimal;
  /** Milliseconds since the epoch: the last moment at which this price holds, when it will change. */
  readonly validUntil?: number;
}

/** Whose breaks are asked for. */
export interface BreaksQuestion {
  readonly product: PricedProduct;
  readonly list: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

const oneSecondMs = 1_000;

/** All prices of a product on a list, lowest quantity first and from 0 on; a quantity at which nothing changes is no break. */
export function breaksOf(question: BreaksQuestion, book: RuleBook): RawBreak[] {
  const rules = book.rules.filter(({ scope }) => appliesTo(scope, question.product));
  const relevant = { ...book, rules };
  const quantities = [new Decimal(0), ...rules.map(({ minimumQuantity }) => minimumQuantity)].map((quantity) => quantity.toNumber());
  const thresholds = [...new Set(quantities)].filter((quantity) => quantity >= 0).toSorted((left, right) => left - right);
  const breaks = thresholds.map((minimumQuantity) => breakAt(minimumQuantity, question, relevant));
  return breaks.filter((one, index) => index === 0 || !isSame(one, breaks[index - 1]));
}

function breakAt(minimumQuantity: number, question: BreaksQuestion, book: RuleBook): RawBreak {
  const quantity = new Decimal(minimumQuantity);
  const price = priceAt({ ...question, quantity }, book);
  const end = changesAfter(question.at, book.rules).find(
    (moment) => !priceAt({ ...question, quantity, at: moment + oneSecondMs }, book).eq(price),
  );
  return { minimumQuantity, price, ...(end !== undefined && { validUntil: end }) };
}

/** Last moments before something changes, soonest first: ends of rules, and the second before one begins. */
function changesAfter(at: number, rules: readonly PriceRule[]): number[] {
  const ends = rules.flatMap(({ until }) => until ?? []);
  const begins = rules.flatMap(({ from }) => (from === undefined ? [] : [from - oneSecondMs]));
  return [...new Set([...ends, ...begins])].filter((moment) => moment >= at).toSorted((left, right) => left - right);
}

function isSame(left: RawBreak, right: RawBreak | undefined): boolean {
  return right !== undefined && left.price.eq(right.price) && left.validUntil === right.validUntil;
}

import { browseAll } from "../orm/environment.js";
import { numberIn, rounded } from "../orm/record.js";
import type { Environment } from "../orm/schema.js";

/** One line of an order or an invoice, as far as its amounts go. */
export interface TaxedLine {
  readonly quantity: number;
  readonly priceUnit: number;
  /** Percentage. */
  readonly discount: number;
  readonly taxes: readonly number[];
}

/** Net, tax and gross of a line, each rounded to cents. */
export interface LineAmounts {
  readonly price_subtotal: number;
  readonly price_tax: number;
  readonly price_total: number;
}

/** What a line comes to; taxes that are included in the price are taken out of it first. */
export function lineAmounts(env: Environment, line: TaxedLine): LineAmounts {
  const raw = rounded(line.quantity * line.priceUnit * (1 - line.discount / 100), 2);
  const taxes = browseAll(env, "account.tax", line.taxes).filter((tax) => tax["amount_type"] === "percent");
  const rate = (isIncluded: boolean): number =>
    taxes
      .filter((tax) => (tax["price_include_override"] === "tax_included") === isIncluded)
      .reduce((total, tax) => total + numberIn(tax["amount"]), 0);
  const net = rounded(raw / (1 + rate(true) / 100), 2);
  const tax = rounded(raw - net + (net * rate(false)) / 100, 2);
  return { price_subtotal: net, price_tax: tax, price_total: rounded(net + tax, 2) };
}

import { Decimal } from "decimal.js";
import type { LineRecord } from "./records.js";

/** Sums of an order whose prices are net. */
export interface OrderTotals {
  readonly subtotal: Decimal;
  readonly tax: Decimal;
  readonly total: Decimal;
}

/** Net sum, tax of each line rounded to cents, and what is to be paid. */
export function totalsOf(lines: readonly LineRecord[]): OrderTotals {
  const subtotal = lines.reduce((sum, line) => sum.plus(lineTotal(line)), new Decimal(0));
  const tax = lines.reduce((sum, line) => sum.plus(lineTotal(line).mul(line.taxRate).div(100).toDecimalPlaces(2)), new Decimal(0));
  return { subtotal, tax, total: subtotal.plus(tax) };
}

/** Net sum of one line. */
export function lineTotal({ unitPrice, quantity }: LineRecord): Decimal {
  return new Decimal(unitPrice).mul(quantity);
}

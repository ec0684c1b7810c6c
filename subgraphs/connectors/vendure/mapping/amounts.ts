import { Decimal } from "decimal.js";
import { type Money, money } from "#model";

/** Reads Vendure's amounts: whole numbers of the smallest unit that the server's money strategy keeps. */
export type ReadAmount = (minor: number, currency: string) => Money;

/**
 * How amounts are read on a server of that precision.
 *
 * The precision belongs to the server, not to the currency: at the usual 2, 3,200 yen are kept as 320000
 * (https://docs.vendure.io/reference/typescript-api/money/money-strategy).
 */
export function amountReader(precision: number): ReadAmount {
  const unit = Decimal.pow(10, precision);
  return (minor, currency) => money(new Decimal(minor).div(unit), currency);
}

/** A tax rate, a percentage as a decimal string: 20 is `"20"`, 5.5 is `"5.5"`. */
export function percentage(rate: number): string {
  return new Decimal(rate).toFixed();
}

import { Decimal } from "decimal.js";

/** An amount of money: `amount` is a plain decimal string such as `"12.50"`, never a float; `currency` is an ISO 4217 code. */
export interface Money {
  readonly amount: string;
  readonly currency: string;
}

/** How many decimals an amount in this currency is written with (ISO 4217 minor units, from the runtime's CLDR data). */
export function currencyDigits(currency: string): number {
  const options = { style: "currency", currency } as const;
  return new Intl.NumberFormat("en", options).resolvedOptions().maximumFractionDigits ?? 2;
}

/** Money rounded half-up to the digits of its currency; throws `DecimalError` when the amount is no number. */
export function money(amount: Decimal.Value, currency: string): Money {
  const digits = currencyDigits(currency);
  return { amount: new Decimal(amount).toFixed(digits, Decimal.ROUND_HALF_UP), currency };
}

/** Money from an integer count of minor units, for example cents. */
export function moneyFromMinor(minor: number, currency: string): Money {
  return money(new Decimal(minor).div(Decimal.pow(10, currencyDigits(currency))), currency);
}

/** Gross price of a net one; `taxRate` is a percentage as a decimal string. */
export function addTax(net: Money, taxRate: string): Money {
  return money(new Decimal(net.amount).mul(new Decimal(taxRate).div(100).plus(1)), net.currency);
}

/** Net price of a gross one; `taxRate` is a percentage as a decimal string. */
export function removeTax(gross: Money, taxRate: string): Money {
  return money(new Decimal(gross.amount).div(new Decimal(taxRate).div(100).plus(1)), gross.currency);
}

/** Money times a quantity, rounded to the currency. */
export function multiply(price: Money, quantity: number): Money {
  return money(new Decimal(price.amount).mul(quantity), price.currency);
}

/** Sum of amounts of one currency; an empty list is zero in `currency`. Throws `RangeError` when currencies differ. */
export function sum(amounts: readonly Money[], currency: string): Money {
  const stranger = amounts.find((one) => one.currency !== currency);
  if (stranger) throw new RangeError(`Cannot add ${stranger.currency} to ${currency}; convert it first.`);
  return money(
    amounts.reduce((total, one) => total.plus(one.amount), new Decimal(0)),
    currency,
  );
}

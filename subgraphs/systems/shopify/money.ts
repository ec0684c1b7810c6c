import { Decimal } from "decimal.js";

/** A monetary amount as the APIs show it. */
export interface MoneyV2 {
  readonly amount: string;
  readonly currencyCode: string;
}

/** An amount with at least one decimal and no needless zeros, as Shopify's `Decimal` is written (`"12.5"`, `"12.0"`). */
export function moneyV2(amount: Decimal.Value, currencyCode: string): MoneyV2 {
  const decimal = new Decimal(amount).toDecimalPlaces(2);
  return { amount: decimal.isInteger() ? decimal.toFixed(1) : decimal.toFixed(), currencyCode };
}

/** The same amount for shop and buyer, who use one currency here. */
export function moneyBag(amount: Decimal.Value, currencyCode: string): { readonly shopMoney: MoneyV2; readonly presentmentMoney: MoneyV2 } {
  const money = moneyV2(amount, currencyCode);
  return { shopMoney: money, presentmentMoney: money };
}

/** The price text of Shopify's `Money` scalar: two decimals. */
export function priceText(amount: Decimal.Value): string {
  return new Decimal(amount).toFixed(2);
}

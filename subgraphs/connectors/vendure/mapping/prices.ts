import { type PriceList, priceListId, type PriceSchedule, sku } from "#model";
import type { PricedVariant } from "../operations/prices.js";
import { percentage, type ReadAmount } from "./amounts.js";

/** The one price list of a channel in one currency. */
export function toPriceList(channel: string, currency: string): PriceList {
  return { id: priceListId(`${channel}:${currency}`), name: `${channel} (${currency})`, currency };
}

/** A variant's price: one for every quantity, net and gross as Vendure calculates them. */
export function toSchedule(variant: PricedVariant, priceList: PriceList, amount: ReadAmount): PriceSchedule {
  return {
    sku: sku(variant.sku),
    priceList,
    taxRate: percentage(variant.taxRateApplied.value),
    breaks: [
      {
        minimumQuantity: 1,
        net: amount(variant.price, variant.currencyCode),
        gross: amount(variant.priceWithTax, variant.currencyCode),
      },
    ],
  };
}

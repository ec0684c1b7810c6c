import type { CustomerId, PriceListId, Sku } from "./ids.js";
import type { Money } from "./money.js";

/** Who a price is for; anonymous when both are absent. */
export interface PriceViewer {
  readonly customer?: CustomerId;
  /** Codes of the customer groups that the viewer belongs to. */
  readonly groups: readonly string[];
}

/** The price list that holds for a viewer. */
export interface PriceList {
  readonly id: PriceListId;
  readonly name: string;
  /** ISO 4217. */
  readonly currency: string;
}

/** The price of one unit from a quantity on. */
export interface PriceBreak {
  /** Smallest quantity that gets this price, in the product's unit of sale. */
  readonly minimumQuantity: number;
  readonly net: Money;
  readonly gross?: Money;
  /** ISO 8601 time after which another price holds. */
  readonly validUntil?: string;
}

/** All prices of one product on one list, lowest minimum quantity first. */
export interface PriceSchedule {
  readonly sku: Sku;
  readonly priceList: PriceList;
  /** Percentage as a decimal string, for example `"20"`; absent when the system does not tell. */
  readonly taxRate?: string;
  readonly breaks: readonly PriceBreak[];
}

/** The break that holds at a quantity: the highest minimum that is reached. */
export function breakAt(schedule: PriceSchedule, quantity: number): PriceBreak | undefined {
  return schedule.breaks.findLast((one) => one.minimumQuantity <= quantity);
}

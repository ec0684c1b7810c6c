import { breakAt, type PriceSchedule } from "#model";
import type { Observed } from "#platform";
import type { PriceType } from "./schema/price-types.js";

/** The price of one unit at a quantity, on the graph; `undefined` when no break is reached. */
export function toPrice(observed: Observed<PriceSchedule>, quantity: number, source: string): PriceType | undefined {
  const schedule = observed.value;
  const step = breakAt(schedule, quantity);
  return (
    step && { ...step, taxRate: schedule.taxRate, priceList: schedule.priceList.name, asOf: observed.asOf, source, stale: observed.stale }
  );
}

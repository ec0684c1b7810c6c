import { Decimal } from "decimal.js";

/**
 * Sum of fractional quantities without binary dust: `0.1 + 0.2` is `0.3`. Quantities are numbers of the product's own unit of sale
 * (pieces, metres, kilograms).
 */
export function sumQuantities(quantities: Iterable<number>): number {
  let total = new Decimal(0);
  for (const quantity of quantities) total = total.plus(quantity);
  return total.toNumber();
}

/** `left − right` without binary dust. */
export function subtractQuantity(left: number, right: number): number {
  return new Decimal(left).minus(right).toNumber();
}

import { Decimal } from "decimal.js";
import { z } from "zod";

/** A unit of measure, as much of it as conversion needs: `factor` says how many base units one of it is, `rate` the inverse. */
export const unit = z.object({ id: z.int(), factor: z.number().positive(), rate: z.number().positive() });

/** A unit of measure of Tryton. */
export type Unit = z.output<typeof unit>;

/** A product's unit of stock and, when it is sold, its unit of sale. */
export const productUnits = { "default_uom.": unit, "sale_uom.": unit.nullable() };

/** Fields that `productUnits` reads. */
export const productUnitFields = ["default_uom", "sale_uom"].flatMap((field) => [`${field}.factor`, `${field}.rate`]);

/** The units of one product. */
export interface ProductUnits {
  readonly "default_uom.": Unit;
  readonly "sale_uom.": Unit | null;
}

/** A quantity in the unit of stock, said in the unit of sale. */
export function toSaleUnit(quantity: number, units: ProductUnits): number {
  return inSaleUnit(quantity, units["default_uom."], units);
}

/** A quantity in any unit of the product's kind, said in its unit of sale; in its unit of stock when it is not sold. */
export function inSaleUnit(quantity: number, from: Unit, { "default_uom.": stock, "sale_uom.": sale }: ProductUnits): number {
  const to = sale ?? stock;
  return withoutDust(from.id === to.id ? new Decimal(quantity) : inUnit(inBase(new Decimal(quantity), from), to));
}

// Of factor and rate the one with fewer decimals is exact, the other a rounded inverse (`_accurate_operator` in Tryton's product/uom.py).
function isFactorExact({ factor, rate }: Unit): boolean {
  const left = new Decimal(factor).decimalPlaces();
  const right = new Decimal(rate).decimalPlaces();
  return left === right ? factor >= 1 : left < right;
}

function inBase(quantity: Decimal, from: Unit): Decimal {
  return isFactorExact(from) ? quantity.mul(from.factor) : quantity.div(from.rate);
}

function inUnit(quantity: Decimal, to: Unit): Decimal {
  return isFactorExact(to) ? quantity.div(to.factor) : quantity.mul(to.rate);
}

// Sums of floats in the database carry binary dust far below any unit's digits.
function withoutDust(quantity: Decimal): number {
  return quantity.toDecimalPlaces(9).toNumber();
}

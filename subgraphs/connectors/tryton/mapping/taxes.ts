import { Decimal } from "decimal.js";
import { z } from "zod";
import { day, flag, numeric, recordId } from "../values.js";

/** Fields of a tax. */
export const taxFields = ["type", "rate", "amount", "parent", "update_unit_price", "start_date", "end_date"];

/** A tax: a part of the price (`rate` 0.20 is 20 %), an amount a unit, or a group of others (`parent` says whose). */
export const taxRow = z.object({
  id: recordId,
  type: z.enum(["percentage", "fixed", "none"]),
  rate: numeric.nullable(),
  amount: numeric.nullable(),
  parent: recordId.nullable(),
  update_unit_price: flag,
  start_date: day.nullable(),
  end_date: day.nullable(),
});

/** A tax of Tryton. */
export type TaxRow = z.output<typeof taxRow>;

/** What a set of taxes adds to a price. */
export interface TaxEffect {
  /** Sum of the rates: 0.2 for 20 %. */
  readonly rate: Decimal;
  /** Amount a unit, in the company's currency. */
  readonly amount: Decimal;
}

/**
 * What the given taxes, and the taxes below them, add to a price on a day; `undefined` when one of them is unknown or taxes the tax of
 * another (`update_unit_price`), which only Tryton itself can compute.
 *
 * Source: `Tax._unit_compute` in `account/tax.py` of Tryton 6.0.
 */
export function taxEffect(ids: readonly number[], known: readonly TaxRow[], today: string): TaxEffect | undefined {
  const taxes = ids.map((id) => known.find((tax) => tax.id === id));
  const effect = { rate: new Decimal(0), amount: new Decimal(0) };
  for (const tax of taxes) {
    if (tax === undefined || tax.update_unit_price) return undefined;
    if (!holdsOn(tax, today)) continue;
    const below = taxEffect(childrenOf(tax, known), known, today);
    if (below === undefined) return undefined;
    effect.rate = effect.rate.plus(below.rate).plus(tax.type === "percentage" ? (tax.rate ?? 0) : 0);
    effect.amount = effect.amount.plus(below.amount).plus(tax.type === "fixed" ? (tax.amount ?? 0) : 0);
  }
  return effect;
}

/** The rate as a percentage in plain decimals (`"5.5"`); `undefined` when an amount a unit belongs to it. */
export function percentage(effect: TaxEffect | undefined): string | undefined {
  return effect?.amount.isZero() ? effect.rate.mul(100).toFixed() : undefined;
}

function childrenOf({ id }: TaxRow, known: readonly TaxRow[]): readonly number[] {
  return known.filter((tax) => tax.parent === id).map((tax) => tax.id);
}

function holdsOn({ start_date: start, end_date: end }: TaxRow, today: string): boolean {
  return (start === null || start <= today) && (end === null || today <= end);
}

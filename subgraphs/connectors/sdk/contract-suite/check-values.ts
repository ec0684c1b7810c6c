import { expect } from "vitest";
import { currencyDigits, type Money, type PriceSchedule, type StockRecord } from "#model";

const decimal = /^-?\d+(?:\.\d+)?$/;

/** Holds whatever a port answered to the model's promises: money is decimal text of a real currency, numbers are finite. */
export function expectWellFormed(value: unknown): void {
  if (typeof value === "number") expect(value).toSatisfy(Number.isFinite, "finite");
  if (typeof value !== "object" || value === null) return;
  if (isMoney(value)) expectMoney(value);
  for (const part of value instanceof Map ? value.values() : Object.values(value)) expectWellFormed(part);
}

/** Holds one product's stock to the invariants of the model. */
export function expectStock(record: StockRecord, locations: ReadonlySet<string>): void {
  const places = record.levels.map(({ location }) => location);
  expect(new Set(places).size, "one level a location").toBe(places.length);
  for (const place of [...places, ...record.incoming.map(({ location }) => location)]) expect([...locations]).toContain(place);
  for (const { reserved } of record.levels) expect(reserved).toBeGreaterThanOrEqual(0);
  for (const { quantity, expectedAt } of record.incoming) {
    expect(quantity).toBeGreaterThan(0);
    expectTime(expectedAt);
  }
  expect(record.version).not.toBe("");
}

/** Holds one product's prices to the invariants of the model. */
export function expectSchedule({ breaks, priceList, taxRate }: PriceSchedule): void {
  const minimums = breaks.map(({ minimumQuantity }) => minimumQuantity);
  expect(minimums, "lowest minimum first, none twice").toEqual([...new Set(minimums)].toSorted((left, right) => left - right));
  expect(minimums[0], "a price for one").toBeLessThanOrEqual(1);
  if (taxRate !== undefined) expect(taxRate).toMatch(decimal);
  for (const { net, gross, validUntil } of breaks) {
    expect(net.currency).toBe(priceList.currency);
    if (gross !== undefined) expect(Number(gross.amount)).toBeGreaterThanOrEqual(Number(net.amount));
    if (validUntil !== undefined) expectTime(validUntil);
  }
}

/** A time is ISO 8601 and real. */
export function expectTime(time: string): void {
  expect(time).toMatch(/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/);
  expect(Date.parse(time)).not.toBeNaN();
}

function isMoney(value: object): value is Money {
  return "amount" in value && "currency" in value;
}

function expectMoney({ amount, currency }: Money): void {
  expect(amount).toMatch(decimal);
  expect(currency).toMatch(/^[A-Z]{3}$/);
  expect(amount.split(".")[1]?.length ?? 0, `digits of ${currency}`).toBe(currencyDigits(currency));
}

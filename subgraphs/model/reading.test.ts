import { expect, it } from "vitest";
import { textFor } from "./content.js";
import { locale, locationId, priceListId, sku } from "./ids.js";
import { breakAt, type PriceSchedule } from "./price.js";
import { availableIn } from "./stock.js";

const text = { "en-GB": "desk", "fr-FR": "bureau" };

it("finds a text in the wanted language, then in its sibling, then in a fallback", () => {
  expect(textFor(text, locale("fr-FR"))).toBe("bureau");
  expect(textFor(text, locale("fr-CA"))).toBe("bureau");
  expect(textFor(text, locale("de-DE"), [locale("en-GB")])).toBe("desk");
  expect(textFor(text, locale("de-DE"))).toBeUndefined();
  expect(textFor({ "*": "A4" }, locale("de-DE"))).toBe("A4");
});

it("takes the highest price break that the quantity reaches", () => {
  const at = (minimumQuantity: number, amount: string) => ({ minimumQuantity, net: { amount, currency: "EUR" } });
  const schedule: PriceSchedule = {
    sku: sku("A"),
    priceList: { id: priceListId("1"), name: "Public", currency: "EUR" },
    breaks: [at(1, "10.00"), at(10, "9.00"), at(50, "8.00")],
  };
  expect([1, 9.99, 10, 49, 50, 1000].map((quantity) => breakAt(schedule, quantity)?.net.amount)).toEqual([
    "10.00",
    "10.00",
    "9.00",
    "9.00",
    "8.00",
    "8.00",
  ]);
  expect(breakAt(schedule, 0.5)).toBeUndefined();
});

it("never lets an oversold place eat up what another one has", () => {
  const level = (location: string, onHand: number, reserved: number) => ({ location: locationId(location), onHand, reserved });
  expect(availableIn([level("A", 0.3, 0.1), level("B", 2, 5), level("C", 0.1, 0)])).toBe(0.3);
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addTax, money, moneyFromMinor, multiply, removeTax, sum } from "./money.js";

describe("money", () => {
  it("is written with the digits of its currency", () => {
    expect(money("12.5", "EUR")).toEqual({ amount: "12.50", currency: "EUR" });
    expect(money("1250", "JPY")).toEqual({ amount: "1250", currency: "JPY" });
    expect(money("1.2", "KWD")).toEqual({ amount: "1.200", currency: "KWD" });
  });

  it("is rounded half up, away from what binary floats would make of it", () => {
    expect(money("1.005", "EUR").amount).toBe("1.01");
    expect(money("2.675", "EUR").amount).toBe("2.68");
    expect(money("-1.005", "EUR").amount).toBe("-1.01");
  });

  it("comes from minor units and goes back without loss", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.constantFrom("EUR", "JPY", "KWD"), (minor, currency) => {
        const digits = { EUR: 2, JPY: 0, KWD: 3 }[currency] ?? 2;
        expect(Number(moneyFromMinor(minor, currency).amount.replace(".", ""))).toBe(minor);
        expect(moneyFromMinor(minor, currency).amount.split(".")[1]?.length ?? 0).toBe(digits);
      }),
    );
  });

  it("with tax and without again is at most a cent away", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.constantFrom("20", "10", "5.5", "0"), (cents, rate) => {
        const net = moneyFromMinor(cents, "EUR");
        expect(Math.abs(Number(removeTax(addTax(net, rate), rate).amount) - Number(net.amount))).toBeLessThan(0.011);
      }),
    );
  });

  it("times a fraction is rounded once", () => {
    expect(multiply({ amount: "19.99", currency: "EUR" }, 0.333).amount).toBe("6.66");
  });

  it("adds up exactly, and refuses another currency", () => {
    const dime = { amount: "0.10", currency: "EUR" };
    expect(
      sum(
        Array.from({ length: 3 }, () => dime),
        "EUR",
      ).amount,
    ).toBe("0.30");
    expect(() => sum([dime], "GBP")).toThrow(/EUR to GBP/);
  });
});

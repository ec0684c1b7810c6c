import { Decimal } from "decimal.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { breaksOf } from "./price-breaks.js";
import {
  applicableRule,
  priceAt,
  type PricedProduct,
  type PriceRule,
  type RuleBook,
  type RuleCompute,
  type RuleScope,
} from "./price-rules.js";

const [euro, dollar] = [1, 2];
const [list, baseList] = [10, 11];
const now = Date.parse("2026-06-15T12:00:00Z");
const day = 86_400_000;

const desk: PricedProduct = {
  variant: 30,
  template: 20,
  categoryPath: "1/4/9/",
  salesPrice: new Decimal("100"),
  cost: new Decimal("60"),
  currency: euro,
  costCurrency: euro,
};

const rule = (id: number, compute: RuleCompute, options: Partial<PriceRule> = {}): PriceRule => ({
  id,
  list,
  scope: { kind: "global" },
  minimumQuantity: new Decimal(0),
  compute,
  ...options,
});
const fixed = (price: string): RuleCompute => ({ kind: "fixed", price: new Decimal(price) });
const percentage = (percent: string): RuleCompute => ({ kind: "percentage", base: "list_price", percent: new Decimal(percent) });
type Formula = Extract<RuleCompute, { kind: "formula" }>;
const formula = (options: Partial<Formula>): Formula => ({
  kind: "formula",
  base: "list_price",
  discount: new Decimal(0),
  roundTo: new Decimal(0),
  surcharge: new Decimal(0),
  minMargin: new Decimal(0),
  maxMargin: new Decimal(0),
  ...options,
});
const from = (minimumQuantity: number): Partial<PriceRule> => ({ minimumQuantity: new Decimal(minimumQuantity) });
const book = (...rules: readonly PriceRule[]): RuleBook => ({
  rules,
  currencies: new Map([
    [list, euro],
    [baseList, euro],
  ]),
  rates: new Map([[euro, new Decimal(1)]]),
});
const price = (rules: RuleBook, quantity = 1, at = now): string =>
  priceAt({ product: desk, list, quantity: new Decimal(quantity), at }, rules).toString();

describe("a rule's price", () => {
  const cases: readonly [string, RuleCompute, string][] = [
    ["fixed", fixed("42.5"), "42.5"],
    ["percentage", percentage("12.5"), "87.5"],
    ["percentage that raises", percentage("-10"), "110"],
    ["percentage of everything", percentage("100"), "0"],
    ["formula without anything", formula({}), "100"],
    ["formula with a discount", formula({ discount: new Decimal("20") }), "80"],
    ["formula on the cost, with a markup", formula({ base: "standard_price", discount: new Decimal("-35") }), "81"],
    ["rounding up", formula({ discount: new Decimal("3.333"), roundTo: new Decimal("0.05") }), "96.65"],
    ["rounding half up", formula({ discount: new Decimal("2.5"), roundTo: new Decimal("5") }), "100"],
    [
      "rounding before the surcharge, for prices that end in 99",
      formula({ discount: new Decimal("12"), roundTo: new Decimal("10"), surcharge: new Decimal("-0.01") }),
      "89.99",
    ],
    ["a least margin", formula({ base: "standard_price", discount: new Decimal("50"), minMargin: new Decimal("5") }), "65"],
    ["a greatest margin", formula({ base: "standard_price", discount: new Decimal("-90"), maxMargin: new Decimal("20") }), "80"],
    [
      "margins that do not bind",
      formula({ discount: new Decimal("-10"), minMargin: new Decimal("5"), maxMargin: new Decimal("20") }),
      "110",
    ],
  ];
  it.each(cases)("%s", (_name, compute, expected) => {
    expect(price(book(rule(1, compute)))).toBe(expected);
  });

  it("is the sales price without a rule", () => {
    expect(price(book())).toBe("100");
  });

  it("builds on the price of another list at the same quantity", () => {
    const onBase = rule(1, { kind: "percentage", base: { list: baseList }, percent: new Decimal("10") });
    const base = [rule(2, fixed("90"), { list: baseList }), rule(3, fixed("80"), { list: baseList, ...from(5) })];
    expect(price(book(onBase, ...base))).toBe("81");
    expect(price(book(onBase, ...base), 5)).toBe("72");
  });

  it("ends at the sales price where lists build on each other in a circle", () => {
    const there = rule(1, { kind: "percentage", base: { list: baseList }, percent: new Decimal("10") });
    const back = rule(2, { kind: "percentage", base: { list }, percent: new Decimal("10") }, { list: baseList });
    expect(price(book(there, back))).toBe("81");
  });

  it("is in the list's currency, fixed prices as they are", () => {
    const inDollars = { currencies: new Map([[list, dollar]]), rates: new Map([[dollar, new Decimal("1.25")]]) };
    expect(price({ rules: [], ...inDollars })).toBe("125");
    expect(price({ rules: [rule(1, percentage("20"))], ...inDollars })).toBe("100");
    expect(price({ rules: [rule(1, fixed("7"))], ...inDollars })).toBe("7");
  });

  it("has no dust of binary fractions", () => {
    const product = { ...desk, salesPrice: new Decimal(0.1).plus(0.2) };
    expect(priceAt({ product, list, quantity: new Decimal(1), at: now }, book()).toString()).toBe("0.3");
  });
});

describe("of several rules", () => {
  const variant: RuleScope = { kind: "variant", variant: 30 };
  const template: RuleScope = { kind: "template", template: 20 };
  const shallow: RuleScope = { kind: "category", path: "1/", name: "All" };
  const deep: RuleScope = { kind: "category", path: "1/4/9/", name: "All / Furniture / Desks" };

  it("a variant's comes before its template's, its category's and everything's", () => {
    const rules = [
      rule(1, fixed("4")),
      rule(2, fixed("3"), { scope: shallow }),
      rule(3, fixed("2"), { scope: template }),
      rule(4, fixed("1"), { scope: variant }),
    ];
    expect(price(book(...rules))).toBe("1");
    expect(price(book(...rules.slice(0, 3)))).toBe("2");
    expect(price(book(...rules.slice(0, 2)))).toBe("3");
  });

  it("the scope counts more than the quantity", () => {
    expect(price(book(rule(1, fixed("1"), from(100)), rule(2, fixed("2"), { scope: template })), 100)).toBe("2");
  });

  it("the highest minimum that is reached counts, and exactly reached is reached", () => {
    const rules = book(rule(1, fixed("3")), rule(2, fixed("2"), from(10)), rule(3, fixed("1"), from(50)));
    expect([1, 9.999, 10, 49, 50, 1_000].map((quantity) => price(rules, quantity))).toEqual(["3", "3", "2", "2", "1", "1"]);
  });

  it("the deeper category counts, and a category of another branch never", () => {
    const other: RuleScope = { kind: "category", path: "1/40/", name: "All / Zinc" };
    expect(
      price(book(rule(1, fixed("1"), { scope: deep }), rule(2, fixed("2"), { scope: shallow }), rule(3, fixed("3"), { scope: other }))),
    ).toBe("1");
  });

  it("the newer of two equals counts", () => {
    expect(price(book(rule(1, fixed("1")), rule(2, fixed("2"))))).toBe("2");
  });

  it("those out of their time do not count, the first and the last second do", () => {
    const rules = book(
      rule(1, fixed("1"), { from: now, until: now + day }),
      rule(2, fixed("2"), { until: now - 1 }),
      rule(3, fixed("3"), { from: now + day + 1 }),
    );
    expect([now - day, now, now + day, now + day + 1].map((at) => price(rules, 1, at))).toEqual(["2", "1", "1", "3"]);
  });

  it("those of other lists and products do not count", () => {
    const rules = [
      rule(1, fixed("1"), { list: 99 }),
      rule(2, fixed("2"), { scope: { kind: "variant", variant: 31 } }),
      rule(3, fixed("3"), { scope: { kind: "template", template: 21 } }),
    ];
    expect(price(book(...rules))).toBe("100");
  });
});

describe("breaks", () => {
  const breaks = (...rules: readonly PriceRule[]): object[] =>
    breaksOf({ product: desk, list, at: now }, book(...rules)).map((one) => ({ ...one, price: one.price.toString() }));

  it("start at nothing and leave out quantities at which nothing changes", () => {
    expect(breaks(rule(1, fixed("9")), rule(2, fixed("9"), from(5)), rule(3, fixed("8"), from(10)))).toEqual([
      { minimumQuantity: 0, price: "9" },
      { minimumQuantity: 10, price: "8" },
    ]);
  });

  it("take thresholds of base lists in", () => {
    const onBase = rule(1, { kind: "percentage", base: { list: baseList }, percent: new Decimal("50") });
    expect(breaks(onBase, rule(2, fixed("80"), { list: baseList, ...from(2.5) }))).toEqual([
      { minimumQuantity: 0, price: "50" },
      { minimumQuantity: 2.5, price: "40" },
    ]);
  });

  it("tell how long a price holds: until its rule ends, or a better one begins", () => {
    expect(breaks(rule(1, fixed("9"), { until: now + day }))).toEqual([{ minimumQuantity: 0, price: "9", validUntil: now + day }]);
    const sale = rule(2, fixed("7"), { scope: { kind: "template", template: 20 }, from: now + 2 * day });
    expect(breaks(rule(1, fixed("9")), sale)).toEqual([{ minimumQuantity: 0, price: "9", validUntil: now + 2 * day - 1_000 }]);
  });

  it("do not end with a rule whose end changes nothing", () => {
    expect(breaks(rule(1, fixed("9")), rule(2, fixed("9"), { until: now + day }))).toEqual([{ minimumQuantity: 0, price: "9" }]);
  });
});

describe("whatever the rules", () => {
  const amount = fc.integer({ min: 0, max: 100_000 }).map((cents) => new Decimal(cents).div(100));
  const percent = fc.integer({ min: -50, max: 100 }).map((one) => new Decimal(one));
  const scope: fc.Arbitrary<RuleScope> = fc.constantFrom<RuleScope>(
    { kind: "global" },
    { kind: "category", path: "1/", name: "All" },
    { kind: "category", path: "1/4/9/", name: "All / Furniture / Desks" },
    { kind: "category", path: "2/", name: "Other" },
    { kind: "template", template: 20 },
    { kind: "variant", variant: 30 },
    { kind: "variant", variant: 31 },
  );
  const base = fc.constantFrom<"list_price" | "standard_price" | { list: number }>("list_price", "standard_price", { list: baseList });
  const compute: fc.Arbitrary<RuleCompute> = fc.oneof(
    amount.map((value): RuleCompute => ({ kind: "fixed", price: value })),
    fc.record({ kind: fc.constant("percentage" as const), base, percent }),
    fc.record({
      kind: fc.constant("formula" as const),
      base,
      discount: percent,
      roundTo: fc.constantFrom(...["0", "0.05", "1", "10"].map((one) => new Decimal(one))),
      surcharge: amount,
      minMargin: fc.constant(new Decimal(0)),
      maxMargin: fc.constant(new Decimal(0)),
    }),
  );
  const time = fc.option(fc.integer({ min: now - 3 * day, max: now + 3 * day }), { nil: undefined });
  const rules = fc
    .array(
      fc.record({
        list: fc.constantFrom(list, baseList),
        scope,
        minimumQuantity: fc.nat(60).map((one) => new Decimal(one)),
        from: time,
        until: time,
        compute,
      }),
      {
        maxLength: 12,
      },
    )
    .map((all): PriceRule[] => all.map((one, index) => ({ ...one, id: index + 1 })));
  const quantity = fc.nat(100).map((one) => new Decimal(one));
  const question = (wanted: Decimal) => ({ product: desk, list, quantity: wanted, at: now });

  it("the order in which they are read does not matter", () => {
    fc.assert(
      fc.property(rules, quantity, (all, wanted) => {
        expect(priceAt(question(wanted), book(...all.toReversed())).eq(priceAt(question(wanted), book(...all)))).toBe(true);
      }),
    );
  });

  it("the rule that decides applies: right list, right product, reached, in force", () => {
    fc.assert(
      fc.property(rules, quantity, (all, wanted) => {
        const found = applicableRule(question(wanted), book(...all));
        if (found === undefined) return;
        expect(found.list).toBe(list);
        expect(wanted.gte(found.minimumQuantity)).toBe(true);
        expect(found.from === undefined || found.from <= now).toBe(true);
        expect(found.until === undefined || found.until >= now).toBe(true);
      }),
    );
  });

  it("the breaks give the very price of every quantity", () => {
    fc.assert(
      fc.property(rules, quantity, (all, wanted) => {
        const found = breaksOf({ product: desk, list, at: now }, book(...all)).findLast(({ minimumQuantity }) =>
          wanted.gte(minimumQuantity),
        );
        expect(found?.price.eq(priceAt(question(wanted), book(...all)))).toBe(true);
      }),
    );
  });

  it("a price holds to the end that it tells", () => {
    fc.assert(
      fc.property(rules, (all) => {
        for (const { minimumQuantity, price: told, validUntil } of breaksOf({ product: desk, list, at: now }, book(...all))) {
          if (validUntil === undefined) continue;
          const at = Math.max(now, Math.floor(validUntil / 1_000) * 1_000);
          const middle = now + Math.floor((at - now) / 2);
          expect(priceAt({ ...question(new Decimal(minimumQuantity)), at: middle }, book(...all)).eq(told)).toBe(true);
        }
      }),
    );
  });
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { search, type SearchFields } from "./match-search.js";
import { parseSearch } from "./parse-search.js";

interface Thing {
  readonly sku: string;
  readonly title: string;
  readonly price: number;
  readonly at: string | null;
}

const fields: SearchFields<Thing> = {
  default: { kind: "text", values: ({ title }) => [title] },
  sku: { kind: "keyword", values: ({ sku }) => [sku] },
  title: { kind: "text", values: ({ title }) => [title] },
  price: { kind: "number", values: ({ price }) => [price] },
  at: { kind: "date", values: ({ at }) => [at] },
};

const things: readonly Thing[] = [
  { sku: "A-1", title: "Oak desk, natural finish", price: 211, at: "2026-01-01T00:00:00Z" },
  { sku: "A-2", title: "Oak shelf", price: 80, at: "2026-06-01T00:00:00Z" },
  { sku: "B-1", title: "Desk lamp", price: 35, at: null },
];

const skusFor = (query: string): string[] => search(things, query, fields).found.map(({ sku }) => sku);

it.each([
  ["oak", ["A-1", "A-2"]],
  ["oak desk", ["A-1"]],
  [`"oak desk"`, ["A-1"]],
  [`"desk oak"`, []],
  ["title:desk*", ["A-1", "B-1"]],
  ["sku:a-1,b-1", ["A-1", "B-1"]],
  [`sku:'a-1,b-1'`, []],
  ["sku:A*", ["A-1", "A-2"]],
  ["price:>=80 price:<211", ["A-2"]],
  ["at:>'2026-03-01'", ["A-2"]],
  ["at:*", ["A-1", "A-2"]],
  ["-at:*", ["B-1"]],
  ["NOT (oak OR lamp)", []],
  ["lamp OR oak AND shelf", ["A-2", "B-1"]],
  ["(lamp OR oak) AND shelf", ["A-2"]],
  [String.raw`sku:A\-1`, ["A-1"]],
  ["", ["A-1", "A-2", "B-1"]],
])("finds for %s", (query, expected) => {
  expect(skusFor(query)).toEqual(expected);
});

it("leaves unknown fields out and names each once", () => {
  const { found, report } = search(things, "colour:red colour:blue oak", fields);
  expect(found).toHaveLength(2);
  expect(report.warnings.map(({ field }) => field)).toEqual(["colour"]);
});

it("reads any text to its end", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("a", " ", "'", '"', "(", ")", ":", "\\", "-", "*", "<", "OR ", "AND ", "NOT ") }),
      (text) => void parseSearch(text),
    ),
  );
});

it("finds whatever stands quoted and escaped, and nothing else", () => {
  const quoted = (value: string): string => `sku:'${value.replace(/[\\']/gu, "\\$&")}'`;
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (sku, other) => {
      const found = search([{ sku, title: "", price: 0, at: null }], `${quoted(other)} OR ${quoted(sku)}`, fields).found;
      expect(found).toHaveLength(1);
      const isSame = sku.toLowerCase() === other.toLowerCase();
      expect(search([{ sku, title: "", price: 0, at: null }], quoted(other), fields).found).toHaveLength(isSame ? 1 : 0);
    }),
  );
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { quoted } from "./quoted.js";

it("writes every string as JSON.stringify does", () => {
  const strings = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: fc.constantFrom("\ud800", "\udc00", "\u2028", '"', "\\", "\n", "a", "é") }),
  );
  fc.assert(
    fc.property(strings, (text) => {
      expect(quoted(text)).toBe(JSON.stringify(text));
    }),
    { numRuns: 1000 },
  );
});

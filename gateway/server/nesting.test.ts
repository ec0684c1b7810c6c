import { describe, expect, it } from "vitest";
import { checkNesting, checkNestingOfJson, maxNesting } from "./nesting.js";

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

describe("a request's values", () => {
  it("may be nested as deeply as the limit, and no deeper", () => {
    for (const fine of [nested(maxNesting), "text", null, undefined, 1, Buffer.alloc(10)]) expect(() => checkNesting(fine)).not.toThrow();
    expect(() => checkNesting(nested(maxNesting + 1))).toThrow(/deeper than 100 levels/);
    expect(() => checkNesting({ a: 1, b: [nested(50_000)] })).toThrow(/deeper than 100 levels/);
  });

  it("are looked at in an address too, where they are JSON", () => {
    expect(() => checkNestingOfJson(`${"[".repeat(5000)}${"]".repeat(5000)}`)).toThrow(/deeper than 100 levels/);
    for (const fine of ["[".repeat(5000), '{"a":1}', undefined, 3]) expect(() => checkNestingOfJson(fine)).not.toThrow();
  });
});

import { describe, expect, it } from "vitest";
import { openCorner, planners } from "./open-corner.js";

const gone = (): never => {
  throw new Error("This field was taken over.");
};

describe.each(planners)("who owns a field, planned by %s", (planner) => {
  it("asks for an overridden field where it moved to, even from within the old owner", async () => {
    const corner = openCorner(planner, {
      old: {
        typeDefs: `type Query { one: Item } type Item @key(fields: "id") { id: ID! price: Int name: String }`,
        resolvers: { Query: { one: () => ({ id: "1" }) }, Item: { price: gone, name: () => "old" } },
      },
      new: {
        typeDefs: `type Item @key(fields: "id") { id: ID! price: Int @override(from: "old") }`,
        resolvers: { Item: { price: () => 7 } },
      },
    });
    expect(await corner.ask("{ one { price name } }")).toEqual({ data: { one: { price: 7, name: "old" } } });
  });

  it("reads a shareable field where it already is", async () => {
    const item = `type Item @key(fields: "id") { id: ID! name: String @shareable }`;
    const corner = openCorner(planner, {
      a: { typeDefs: `type Query { one: Item } ${item}`, resolvers: { Query: { one: () => ({ id: "1", name: "a" }) } } },
      b: { typeDefs: `type Query { other: Item } ${item}`, resolvers: { Query: { other: () => ({ id: "1", name: "b" }) } } },
    });
    expect(await corner.ask("{ one { name } other { name } }")).toEqual({ data: { one: { name: "a" }, other: { name: "b" } } });
    expect(corner.asked).toHaveLength(2);
  });

  it("hides an inaccessible field from clients and still uses it for what requires it", async () => {
    const corner = openCorner(planner, {
      a: {
        typeDefs: `type Query { one: Item } type Item @key(fields: "id") { id: ID! secret: Int @inaccessible }`,
        resolvers: { Query: { one: () => ({ id: "1", secret: 20 }) } },
      },
      b: {
        typeDefs: `type Item @key(fields: "id") { id: ID! secret: Int @external double: Int @requires(fields: "secret") }`,
        resolvers: { Item: { double: ({ secret }: { secret: number }) => 2 * secret } },
      },
    });
    expect(corner.isValid("{ one { secret } }")).toBe(false);
    expect(await corner.ask("{ one { double } }")).toEqual({ data: { one: { double: 40 } } });
  });
});

import { describe, expect, it } from "vitest";
import { openCorner, planners } from "./open-corner.js";

describe.each(planners)("keys, planned by %s", (planner) => {
  it("sends every field of a key that has several, nested ones too", async () => {
    const corner = openCorner(planner, {
      shop: {
        typeDefs: `type Query { offers: [Offer] }
          type Offer @key(fields: "sku store { id region { code } }") { sku: ID! store: Store! }
          type Store @shareable { id: ID! region: Region! } type Region @shareable { code: String! }`,
        resolvers: { Query: { offers: () => [1, 2].map((n) => ({ sku: `s${n}`, store: { id: `t${n}`, region: { code: `r${n}` } } })) } },
      },
      stock: {
        typeDefs: `type Offer @key(fields: "sku store { id region { code } }") { sku: ID! store: Store! left: String }
          type Store @shareable { id: ID! region: Region! } type Region @shareable { code: String! }`,
        resolvers: {
          Offer: {
            left: ({ sku, store }: { sku: string; store: { id: string; region: { code: string } } }) =>
              `${sku}${store.id}${store.region.code}`,
          },
        },
      },
    });
    expect(await corner.ask("{ offers { left } }")).toEqual({ data: { offers: [{ left: "s1t1r1" }, { left: "s2t2r2" }] } });
  });

  it("goes from one key to another through the subgraph that knows both", async () => {
    const corner = openCorner(planner, {
      a: {
        typeDefs: `type Query { one: Item } type Item @key(fields: "id") { id: ID! }`,
        resolvers: { Query: { one: () => ({ id: "1" }) } },
      },
      b: {
        typeDefs: `type Item @key(fields: "id") @key(fields: "code") { id: ID! code: String! }`,
        resolvers: { Item: { __resolveReference: ({ id }: { id: string }) => ({ id, code: `c${id}` }) } },
      },
      c: {
        typeDefs: `type Item @key(fields: "code") { code: String! price: Int }`,
        resolvers: { Item: { price: ({ code }: { code: string }) => code.length } },
      },
    });
    expect(await corner.ask("{ one { price } }")).toEqual({ data: { one: { price: 2 } } });
    expect(corner.asked.map(({ subgraph }) => subgraph)).toEqual(["a", "b", "c"]);
  });

  // `null` is the field's value: what the entity is, the owner of the key says.
  it("sends a key that is null as null, and takes what comes back", async () => {
    const corner = openCorner(planner, {
      a: {
        typeDefs: `type Query { all: [Item] } type Item @key(fields: "code") { code: String }`,
        resolvers: { Query: { all: () => [{ code: null }, { code: "x" }] } },
      },
      b: {
        typeDefs: `type Item @key(fields: "code") { code: String name: String }`,
        resolvers: {
          Item: {
            __resolveReference: ({ code }: { code: string | null }) => (code === null ? null : { code }),
            name: ({ code }: { code: string }) => `name of ${code}`,
          },
        },
      },
    });
    expect(await corner.ask("{ all { code name } }")).toEqual({
      data: {
        all: [
          { code: null, name: null },
          { code: "x", name: "name of x" },
        ],
      },
    });
    expect(corner.asked[1]?.variables["representations"]).toEqual([
      { __typename: "Item", code: null },
      { __typename: "Item", code: "x" },
    ]);
  });

  it("asks once for an entity that several paths lead to, and fills it everywhere", async () => {
    const corner = openCorner(planner, {
      a: {
        typeDefs: `type Query { list: [User!]! } type User @key(fields: "id") { id: ID! friend: User }`,
        resolvers: {
          Query: { list: () => ["1", "2", "1"].map((id) => ({ id })) },
          User: { friend: ({ id }: { id: string }) => (id === "1" ? { id: "2" } : { id: "1" }) },
        },
      },
      b: {
        typeDefs: `type User @key(fields: "id") { id: ID! name: String }`,
        resolvers: { User: { name: ({ id }: { id: string }) => `n${id}` } },
      },
    });
    const one = { name: "n1", friend: { name: "n2", friend: { name: "n1" } } };
    const two = { name: "n2", friend: { name: "n1", friend: { name: "n2" } } };
    expect(await corner.ask("{ list { name friend { name friend { name } } } }")).toEqual({ data: { list: [one, two, one] } });
    const sent = corner.asked.filter(({ subgraph }) => subgraph === "b").flatMap(({ variables }) => Object.values(variables));
    for (const representations of sent) expect(representations).toHaveLength(2);
  });
});

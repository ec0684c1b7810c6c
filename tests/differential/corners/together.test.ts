import { describe, expect, it } from "vitest";
import { openCorner, planners, type Corner } from "./open-corner.js";

const key = '@key(fields: "id")';

function openShop(planner: (typeof planners)[number]): Corner {
  return openCorner(planner, {
    a: {
      typeDefs: `type Query { books: [Book!]! best: Film } type Book ${key} { id: ID! } type Film ${key} { id: ID! writer: Book }`,
      resolvers: {
        Query: { books: () => ["1", "2"].map((id) => ({ id })), best: () => ({ id: "9" }) },
        Film: { writer: () => ({ id: "2" }) },
      },
    },
    b: {
      typeDefs: `type Book ${key} { id: ID! price(n: Int = 1): Int! } type Film ${key} { id: ID! price(n: Int = 1): Int maker: Maker }
        type Maker ${key} { id: ID! }`,
      resolvers: {
        Book: {
          price: ({ id }: { id: string }, { n }: { n: number }) => {
            if (id === "1") throw new Error("sold out");
            return Number(id) * n;
          },
        },
        Film: { price: ({ id }: { id: string }, { n }: { n: number }) => Number(id) * n, maker: () => ({ id: "m" }) },
      },
    },
    c: {
      typeDefs: `type Maker ${key} { id: ID! name: String }`,
      resolvers: { Maker: { name: ({ id }: { id: string }) => `maker ${id}` } },
    },
  });
}

describe.each(planners)("entities of one subgraph that are wanted at once, planned by %s", (planner) => {
  const countOf = ({ asked }: Corner, name: string): number => asked.filter(({ subgraph }) => subgraph === name).length;

  it("travel as one operation, with the client's variables under their own names", async () => {
    const corner = openShop(planner);
    const ask = (name: string): Promise<unknown> =>
      corner.ask(`query($n: Int, $${name}: Int) { best { price(n: $${name}) writer { price(n: $n) } } }`, { n: 10, [name]: 7 });
    const answer = { data: { best: { price: 63, writer: { price: 20 } } } };
    expect(await ask("representations_0")).toEqual(answer);
    expect(countOf(corner, "b")).toBe(1);
    const names = corner.asked.flatMap(({ variables }) => Object.keys(variables)).filter((name) => name !== "n");
    for (const name of names) expect(await ask(name), name).toEqual(answer);
  });

  it("keep their errors at their own places", async () => {
    const { data, errors } = await openShop(planner).ask("{ best { price writer { id } } books { price } }");
    expect(data).toBeNull();
    expect(errors?.map(({ message, path }) => [message, path])).toEqual([["sold out", ["books", 0, "price"]]]);
  });

  it("are still followed by what only one of them leads to", async () => {
    const corner = openShop(planner);
    const { data, errors } = await corner.ask("query($n: Int) { best { maker { name } price(n: $n) writer { price(n: $n) } } }", { n: 2 });
    expect(errors).toBeUndefined();
    expect(data).toEqual({ best: { maker: { name: "maker m" }, price: 18, writer: { price: 4 } } });
    expect([countOf(corner, "b"), countOf(corner, "c")]).toEqual([1, 1]);
  });

  it("are asked for with nothing where one of them has no objects", async () => {
    const corner = openCorner(planner, {
      a: {
        typeDefs: `type Query { one: Item none: Other } type Item ${key} { id: ID! } type Other ${key} { id: ID! }`,
        resolvers: { Query: { one: () => ({ id: "1" }), none: () => null } },
      },
      b: {
        typeDefs: `type Item ${key} { id: ID! name: String } type Other ${key} { id: ID! name: String }`,
        resolvers: { Item: { name: () => "n" }, Other: { name: () => "o" } },
      },
    });
    expect(await corner.ask("{ one { name } none { name } }")).toEqual({ data: { one: { name: "n" }, none: null } });
    expect(countOf(corner, "b")).toBe(1);
  });
});

import { describe, expect, it } from "vitest";
import { openCorner, planners } from "./open-corner.js";

const key = '@key(fields: "id")';

describe.each(planners)("a client's variable with the name that plans use, planned by %s", (planner) => {
  it("keeps its value", async () => {
    const corner = openCorner(planner, {
      a: { typeDefs: `type Query { one: Item } type Item ${key} { id: ID! }`, resolvers: { Query: { one: () => ({ id: "1" }) } } },
      b: {
        typeDefs: `type Item ${key} { id: ID! times(n: Int = 1): Int }`,
        resolvers: { Item: { times: ({ id }: { id: string }, { n }: { n: number }) => Number(id) * n } },
      },
    });
    expect(await corner.ask("query($representations: Int) { one { times(n: $representations) } }", { representations: 3 })).toEqual({
      data: { one: { times: 3 } },
    });
    const names = ["representations", "representations_0", "_representations", "client_0", "__representations"];
    for (const name of [...names, ...corner.asked.flatMap(({ variables }) => Object.keys(variables))]) {
      const text = `query($${name}: Int, $other: Int) { one { times(n: $${name}) again: times(n: $other) } }`;
      expect(await corner.ask(text, { [name]: 3, other: 4 }), name).toEqual({ data: { one: { times: 3, again: 4 } } });
      expect(await corner.ask(text, { other: 4 }), name).toEqual({ data: { one: { times: 1, again: 4 } } });
    }
  });
});

import { describe, expect, it } from "vitest";
import { openCorner, planners, type CornerSubgraph } from "./open-corner.js";

describe.each(planners)("objects that stand in several places, planned by %s", (planner) => {
  const boxes: Readonly<Record<string, CornerSubgraph>> = {
    shelf: {
      typeDefs: `type Query { left: Box right: Box all: [Box!]! } type Box @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: { left: () => ({ id: "b1" }), right: () => ({ id: "b1" }), all: () => ["b1", "b2", "b1"].map((id) => ({ id })) },
      },
    },
    content: {
      typeDefs: `type Box @key(fields: "id") { id: ID! inner: Inner label(in: String): String } type Inner @key(fields: "id") { id: ID! }`,
      resolvers: {
        Box: {
          inner: ({ id }: { id: string }) => ({ id: `i-${id}` }),
          label: ({ id }: { id: string }, args: { in?: string }) => `${id} in ${args.in ?? "nothing"}`,
        },
      },
    },
    names: {
      typeDefs: `type Inner @key(fields: "id") { id: ID! name: String code: String }`,
      resolvers: {
        Inner: { name: ({ id }: { id: string }) => `name of ${id}`, code: ({ id }: { id: string }) => `code of ${id}` },
      },
    },
  };

  it("keeps what each place asked for under one key, where the places ask for different things", async () => {
    const corner = openCorner(planner, boxes);
    expect(await corner.ask("{ left { inner { x: name } } right { inner { x: code } } }")).toEqual({
      data: { left: { inner: { x: "name of i-b1" } }, right: { inner: { x: "code of i-b1" } } },
    });
  });

  it("keeps them apart where only the arguments differ", async () => {
    const corner = openCorner(planner, boxes);
    expect(await corner.ask(`{ left { label(in: "red") } right { label(in: "blue") } }`)).toEqual({
      data: { left: { label: "b1 in red" }, right: { label: "b1 in blue" } },
    });
  });

  it("asks for each entity once, however many objects stand for it", async () => {
    const corner = openCorner(planner, boxes);
    expect(await corner.ask("{ all { inner { name } } left { inner { name } } }")).toEqual({
      data: {
        all: ["b1", "b2", "b1"].map((id) => ({ inner: { name: `name of i-${id}` } })),
        left: { inner: { name: "name of i-b1" } },
      },
    });
    const namesAsked = corner.asked
      .filter(({ subgraph }) => subgraph === "names")
      .flatMap(({ variables }) => Object.values(variables).flat());
    expect(new Set(namesAsked.map((one) => JSON.stringify(one))).size).toBe(2);
  });

  it.each([
    "{ left { x } all { y } right { x y } }",
    "{ all { y } left { x y } }",
    "{ left { y } all { x } right { x y } }",
    "{ all { x } left { x y } }",
  ])("loses nothing where two fetches at once want some of the same objects: %s", async (text) => {
    const field = (name: string): CornerSubgraph => ({
      typeDefs: `type Box @key(fields: "id") { id: ID! ${name}: String }`,
      resolvers: { Box: { [name]: ({ id }: { id: string }) => `${name} of ${id}` } },
    });
    const { shelf } = boxes;
    if (shelf === undefined) throw new Error("There is no shelf.");
    const corner = openCorner(planner, { shelf, first: field("x"), second: field("y") });
    const { data, errors } = await corner.ask(text);
    expect(errors).toBeUndefined();
    expect(JSON.stringify(data)).not.toContain("null");
  });
});

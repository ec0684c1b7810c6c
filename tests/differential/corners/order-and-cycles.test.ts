import { describe, expect, it } from "vitest";
import { openCorner, planners, type Corner } from "./open-corner.js";

function openCounters(planner: (typeof planners)[number]): Corner {
  let count = 0;
  const next = (): number => (count += 1);
  return openCorner(planner, {
    a: { typeDefs: `type Query { x: Int } type Mutation { a: Int }`, resolvers: { Mutation: { a: next } } },
    b: { typeDefs: `type Mutation { b: Int }`, resolvers: { Mutation: { b: next } } },
  });
}

describe.each(planners)("order and cycles, planned by %s", (planner) => {
  it("runs mutations of several subgraphs one after the other, in the client's order", async () => {
    const answer = await openCounters(planner).ask("mutation { one: a two: b three: a four: b }");
    expect(answer).toEqual({ data: { one: 1, two: 2, three: 3, four: 4 } });
  });

  // GraphQL specification, section 6.3.2: fields are collected through fragments in order. Apollo's plan alone would run `three` before `two`.
  it("keeps that order across fragments", async () => {
    const asks = "mutation { ... on Mutation { ...F } three: a } fragment F on Mutation { ... on Mutation { one: a } two: b }";
    expect(await openCounters(planner).ask(asks)).toEqual({ data: { one: 1, two: 2, three: 3 } });
  });

  it("follows a circle of references as deep as it is asked", async () => {
    const corner = openCorner(planner, {
      a: {
        typeDefs: `type Query { user: User } type User @key(fields: "id") { id: ID! post: Post } type Post @key(fields: "id") { id: ID! }`,
        resolvers: { Query: { user: () => ({ id: "1" }) }, User: { post: ({ id }: { id: string }) => ({ id }) } },
      },
      b: {
        typeDefs: `type Post @key(fields: "id") { id: ID! author: User } type User @key(fields: "id") { id: ID! }`,
        resolvers: { Post: { author: ({ id }: { id: string }) => ({ id }) } },
      },
    });
    const circle = "post { author { post { author { post { id } } } } }";
    const deep = { post: { author: { post: { author: { post: { id: "1" } } } } } };
    expect(await corner.ask(`{ user { ${circle} } }`)).toEqual({ data: { user: deep } });
  });
});

import { describe, expect, it } from "vitest";
import { openCorner, planners, type CornerSubgraph } from "./open-corner.js";

describe.each(planners)("abstract types, planned by %s", (planner) => {
  it("fills an interface's fields from a subgraph that has it as an object", async () => {
    const corner = openCorner(planner, {
      media: {
        typeDefs: `type Query { all: [Media] } interface Media @key(fields: "id") { id: ID! }
          type Book implements Media @key(fields: "id") { id: ID! pages: Int } type Film implements Media @key(fields: "id") { id: ID! }`,
        resolvers: {
          Query: { all: () => [{ __typename: "Book", id: "1", pages: 9 }, { __typename: "Film", id: "2" }] }, // prettier-ignore
        },
      },
      reviews: {
        typeDefs: `type Query { best: Media } type Media @interfaceObject @key(fields: "id") { id: ID! stars: Int }`,
        resolvers: { Query: { best: () => ({ id: "1" }) }, Media: { stars: ({ id }: { id: string }) => Number(id) } },
      },
    });
    expect(await corner.ask("{ all { __typename stars ... on Book { pages } } }")).toEqual({
      data: { all: [{ __typename: "Book", stars: 1, pages: 9 }, { __typename: "Film", stars: 2 }] }, // prettier-ignore
    });
    expect(await corner.ask("{ best { id stars } }")).toEqual({ data: { best: { id: "1", stars: 1 } } });
  });

  it("asks a subgraph only for those members of a union that it knows", async () => {
    const corner = openCorner(planner, {
      a: {
        typeDefs: `type Query { a: [U] } union U = Book | Film type Book @shareable { title: String } type Film @shareable { title: String }`,
        resolvers: { Query: { a: () => [{ __typename: "Film", title: "f" }] } },
      },
      b: {
        typeDefs: `type Query { b: [U] } union U = Book | Song type Book @shareable { title: String } type Song { title: String }`,
        resolvers: { Query: { b: () => [{ __typename: "Song", title: "s" }, { __typename: "Book", title: "t" }] } }, // prettier-ignore
      },
    });
    const members = "... on Book { title } ... on Film { title } ... on Song { title }";
    expect(await corner.ask(`{ a { ${members} } b { ${members} } }`)).toEqual({
      data: { a: [{ title: "f" }], b: [{ title: "s" }, { title: "t" }] },
    });
  });

  // Clients see the values that every subgraph has which takes or gives the enum; another one of a subgraph's own must not slip through.
  it("answers null, with an error, for an enum value that clients cannot know", async () => {
    const corner = openCorner(planner, {
      a: {
        typeDefs: `type Query { colour: Colour } enum Colour { RED SECRET @inaccessible }`,
        resolvers: { Query: { colour: () => "SECRET" } },
      },
      b: { typeDefs: `type Query { other: Colour } enum Colour { RED BLUE }`, resolvers: { Query: { other: () => "BLUE" } } },
    });
    const { data, errors } = await corner.ask("{ colour other }");
    expect(data).toEqual({ colour: null, other: "BLUE" });
    expect(errors?.map(({ path }) => path)).toEqual([["colour"]]);
  });

  it("takes what is provided on a member of a union, and fetches it elsewhere when it is not", async () => {
    const feed = (provides: string): CornerSubgraph => ({
      typeDefs: `type Query { feed: [U] ${provides} } union U = Book | Film
        type Book @key(fields: "id") { id: ID! title: String @external } type Film @key(fields: "id") { id: ID! title: String @shareable }`,
      resolvers: { Query: { feed: () => [{ __typename: "Book", id: "1", title: "here" }, { __typename: "Film", id: "2", title: "film" }] } }, // prettier-ignore
    });
    const books: CornerSubgraph = {
      typeDefs: `type Book @key(fields: "id") { id: ID! title: String @shareable }`,
      resolvers: { Book: { title: () => "there" } },
    };
    const asks = "{ feed { ... on Book { title } ... on Film { title } } }";
    const provided = openCorner(planner, { feed: feed(`@provides(fields: "... on Book { title }")`), books });
    expect(await provided.ask(asks)).toEqual({ data: { feed: [{ title: "here" }, { title: "film" }] } });
    expect(provided.asked).toHaveLength(1);
  });
});

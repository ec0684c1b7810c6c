import { describe, expect, it } from "vitest";
import { openCorner, planners, type Corner } from "./open-corner.js";

function openPrices(planner: (typeof planners)[number]): Corner {
  return openCorner(planner, {
    a: {
      typeDefs: `type Query { one: Item } type Item @key(fields: "id") { id: ID! price(currency: String = "EUR"): String note: String }`,
      resolvers: {
        Query: { one: () => ({ id: "1", note: "n" }) },
        Item: { price: (_item: unknown, { currency }: { currency: string }) => `9 ${currency}` },
      },
    },
    b: {
      typeDefs: `type Item @key(fields: "id") { id: ID! price(currency: String = "EUR"): String @external
        label: String @requires(fields: "price(currency: \\"USD\\")") }`,
      resolvers: { Item: { label: ({ price }: { price: string }) => `costs ${price}` } },
    },
  });
}

describe.each(planners)("@requires with arguments, planned by %s", (planner) => {
  it("fetches the required field with the arguments of the requirement", async () => {
    expect(await openPrices(planner).ask("{ one { label } }")).toEqual({ data: { one: { label: "costs 9 USD" } } });
  });

  it("keeps it apart from the client's own field under another key", async () => {
    const answer = await openPrices(planner).ask(`{ one { label mine: price(currency: "CHF") } }`);
    expect(answer).toEqual({ data: { one: { label: "costs 9 USD", mine: "9 CHF" } } });
  });
});

describe("@requires with arguments where the client asks for the same key with others", () => {
  const asks = `{ one { label price(currency: "CHF") } }`;

  it("answers both with the Rust planner, which gives the required field a key of its own", async () => {
    expect(await openPrices("hive").ask(asks)).toEqual({ data: { one: { label: "costs 9 USD", price: "9 CHF" } } });
  });

  it("refuses with Apollo's planner, whose plan would answer wrongly without an error", async () => {
    const { data, errors } = await openPrices("apollo").ask(asks);
    expect(data).toBeUndefined();
    expect(errors?.[0]).toMatchObject({ message: expect.stringContaining("price"), extensions: { code: "OPERATION_NOT_PLANNED" } });
  });

  it.each(planners)("never takes another field for a required one that has its name, planned by %s", async (planner) => {
    const { data, errors } = await openPrices(planner).ask("{ one { label price: note } }");
    if (errors) expect(errors[0]?.extensions).toMatchObject({ code: "OPERATION_NOT_PLANNED" });
    else expect(data).toEqual({ one: { label: "costs 9 USD", price: "n" } });
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MerchantCustomer } from "#systems";
import type { AnsweredError } from "../../support/query.js";
import { startStack, type Stack } from "../../support/start-stack.js";

/** What one customer, or nobody, asks about another customer. */
const probes: readonly { readonly what: string; readonly query: string; readonly refusal: "null" | "error" }[] = [
  { what: "customer", query: "query ($other: ID!) { asked: customer(id: $other) { id email addresses { street } } }", refusal: "error" },
  {
    what: "orders by filter",
    query: "query ($other: ID!) { asked: orders(filter: { customer: $other }) { nodes { id } } }",
    refusal: "error",
  },
  { what: "all customers", query: "{ asked: customers(first: 5) { nodes { id email } } }", refusal: "error" },
  {
    what: "order by number",
    query: "query ($order: ID!) { asked: order(id: $order) { id gross { amount } customer { id email } } }",
    refusal: "null",
  },
];

describe("what belongs to another customer", () => {
  let stack: Stack;
  let owner: MerchantCustomer;
  let stranger: MerchantCustomer;
  let order: string;
  beforeAll(async () => {
    stack = await startStack();
    const { customers, orders } = stack.merchant;
    const buyer = orders[0]?.customer;
    owner = present(customers.find(({ number }) => number === buyer));
    stranger = present(customers.find(({ number }) => number !== buyer));
    const token = await stack.token({ customer: owner.number });
    const { data } = await stack.query("{ orders(first: 1) { nodes { id } } }", { token });
    order = data.orders.nodes[0].id;
  });
  afterAll(() => stack[Symbol.asyncDispose]());

  const variables = (): Record<string, string> => ({ other: owner.number, order });

  it.each(probes)("is not told to a customer who asks for $what", async ({ query, refusal }) => {
    const answer = await stack.query(query, { variables: variables(), token: await stack.token({ customer: stranger.number }) });
    expect(answer.data).toEqual({ asked: null });
    expect(codes(answer.errors)).toEqual(refusal === "null" ? [] : ["FORBIDDEN"]);
    expect(JSON.stringify(answer)).not.toContain(owner.email);
  });

  it.each(probes)("is not told to nobody who asks for $what", async ({ query }) => {
    const answer = await stack.query(query, { variables: variables() });
    expect(answer.data).toEqual({ asked: null });
    expect(codes(answer.errors)).toEqual(["UNAUTHENTICATED"]);
  });

  it("is told to its owner, and to staff with the scopes", async () => {
    const query = "query ($other: ID!, $order: ID!) { customer(id: $other) { email } order(id: $order) { id customer { email } } }";
    for (const who of [{ customer: owner.number }, { scopes: ["customers:read", "orders:read"] }]) {
      const { data, errors } = await stack.query(query, { variables: variables(), token: await stack.token(who) });
      expect(errors).toBeUndefined();
      expect(data).toEqual({ customer: { email: owner.email }, order: { id: order, customer: { email: owner.email } } });
    }
  });

  it("is not told of a customer's cart, not even to somebody who has its secret key", async () => {
    const owned = present(stack.merchant.carts.find(({ customer }) => customer !== undefined));
    const { key } = present(stack.systems.shop.store.collection<{ readonly key: string }>("carts").get(owned.id));
    const others = stack.merchant.customers.find(({ number }) => number !== owned.customer);
    const seenBy = async (token?: string): Promise<unknown> => {
      const answer = await stack.query("query ($id: ID!) { cart(id: $id) { customer { id } } }", {
        variables: { id: `${owned.id}?key=${key}` },
        ...(token !== undefined && { token }),
      });
      return answer.data.cart;
    };
    expect(await seenBy()).toBeNull();
    expect(await seenBy(await stack.token({ customer: present(others).number }))).toBeNull();
    expect(await seenBy(await stack.token({ customer: owned.customer ?? "" }))).toEqual({ customer: { id: owned.customer } });
  });

  it("never comes with a viewer's own, however many ask at the same time", async () => {
    const viewers = stack.merchant.customers.slice(0, 20);
    const tokens = await Promise.all(viewers.map(({ number }) => stack.token({ customer: number })));
    const query = "{ me { id email orders(first: 5) { nodes { customer { id } } } } orders(first: 5) { nodes { customer { id } } } }";
    const answers = await Promise.all(tokens.map((token) => stack.query(query, { token })));
    for (const [at, { data, errors }] of answers.entries()) {
      const { number: id, email } = present(viewers[at]);
      expect(errors).toBeUndefined();
      expect(data.me).toMatchObject({ id, email });
      for (const node of data.me.orders.nodes) expect(node.customer).toEqual({ id });
      for (const node of data.orders.nodes) expect(node.customer).toEqual({ id });
    }
  });
});

function codes(errors: readonly AnsweredError[] | undefined): unknown[] {
  return (errors ?? []).map(({ extensions }) => extensions?.code);
}

function present<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("The merchant lacks what this test needs.");
  return value;
}

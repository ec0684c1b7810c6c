import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateMerchant, type MerchantProduct } from "#systems";
import type { Settings } from "../../../gateway/config/index.js";
import { startStack, type Stack } from "../../support/start-stack.js";
import { tellingProducts, visitorsOf, type Visitor } from "./price-visitors.js";

const requests = 200;

const ask = `query Price($skus: [ID!]!, $quantity: Float!) {
  products(skus: $skus) { sku price(quantity: $quantity) { net { amount } priceList } }
}`;

interface PriceData {
  readonly products: readonly {
    readonly sku: string;
    readonly price: { readonly net: { readonly amount: string }; readonly priceList: string } | null;
  }[];
}

/** One request of the many, and what it should be told. */
interface Wish {
  readonly visitor: Visitor;
  readonly quantity: number;
  readonly products: readonly MerchantProduct[];
}

describe.each([
  { how: "nothing kept", cache: { enabled: false } },
  { how: "everything kept for long", cache: { enabled: true, withoutIntakeMs: 600_000 } },
])("200 visitors at the same time, $how,", ({ cache }) => {
  let stack: Stack;
  let wishes: readonly Wish[];
  beforeAll(async () => {
    stack = await startStack({ merchant: generateMerchant({ products: 600, customers: 40 }), cache, change: patient });
    const visitors = await visitorsOf(stack);
    const telling = tellingProducts(stack.merchant, visitors);
    wishes = Array.from({ length: requests }, (_, at) => ({
      visitor: pick(visitors, at),
      quantity: pick([1, 10, 50], at),
      // The same products in every request: whatever is shared between requests is then shared with somebody else.
      products: telling.slice(0, 8),
    }));
  });
  afterAll(() => stack[Symbol.asyncDispose]());

  it("each see their own prices", async () => {
    const answers = await Promise.all(
      wishes.map(({ visitor: { token }, ...wish }) =>
        stack.query<PriceData>(ask, { variables: variablesOf(wish), ...(token !== undefined && { token }) }),
      ),
    );
    expect(answers.flatMap(({ errors }) => errors?.map(({ message }) => message) ?? [])).toEqual([]);
    expect(answers.map(({ data }) => seenIn(data))).toEqual(wishes.map(expectedOf));
  });

  it("each see their own prices over one connection, one request written behind the other", async () => {
    const bodies = await pipelined(stack, wishes);
    expect(bodies.map(({ data }) => seenIn(data))).toEqual(wishes.map(expectedOf));
  });
});

// This is about whose prices come, not about how fast: a busy machine may take its time.
function patient(settings: Settings): Settings {
  return { ...settings, server: { ...settings.server, requestTimeoutMs: 60_000 } };
}

function pick<Item>(items: readonly Item[], at: number): Item {
  const item = items[at % items.length];
  if (item === undefined) throw new Error("Nothing to pick from.");
  return item;
}

function variablesOf({ products, quantity }: Omit<Wish, "visitor">): Record<string, unknown> {
  return { skus: products.map(({ sku }) => sku), quantity };
}

function seenIn(data: PriceData | null | undefined): readonly string[] | undefined {
  return data?.products.map(({ sku, price }) => `${sku} ${price?.net.amount} (${price?.priceList})`);
}

function expectedOf({ visitor, quantity, products }: Wish): readonly string[] {
  return products.map((product) => {
    const { net, priceList } = visitor.expected(product, quantity);
    return `${product.sku} ${net} (${priceList})`;
  });
}

/** Writes all requests on one socket without waiting (RFC 9112 §9.3.2) and reads the answers, which come in the same order. */
async function pipelined(stack: Stack, wishes: readonly Wish[]): Promise<readonly { readonly data?: PriceData }[]> {
  const { hostname, port, host } = new URL(stack.url);
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  const messages = wishes.map((wish) => message(host, wish));
  socket.write(messages.join(""));
  let received = "";
  const bodies: { readonly data?: PriceData }[] = [];
  for await (const chunk of socket.setEncoding("latin1")) {
    received += String(chunk);
    for (let next = takeBody(received); next !== undefined; next = takeBody(received)) {
      received = next.rest;
      bodies.push(JSON.parse(Buffer.from(next.body, "latin1").toString("utf8")) as { data?: PriceData });
    }
    if (bodies.length === wishes.length) break;
  }
  socket.destroy();
  return bodies;
}

function message(host: string, wish: Wish): string {
  const body = JSON.stringify({ query: ask, variables: variablesOf(wish) });
  const { token } = wish.visitor;
  const headers = [
    "POST /graphql HTTP/1.1",
    `host: ${host}`,
    "content-type: application/json",
    `content-length: ${Buffer.byteLength(body)}`,
    ...(token === undefined ? [] : [`authorization: Bearer ${token}`]),
  ];
  return `${headers.join("\r\n")}\r\n\r\n${body}`;
}

function takeBody(received: string): { readonly body: string; readonly rest: string } | undefined {
  const headEnd = received.indexOf("\r\n\r\n");
  if (headEnd < 0) return undefined;
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(received.slice(0, headEnd + 2))?.[1]);
  const bodyAt = headEnd + 4;
  if (received.length < bodyAt + length) return undefined;
  return { body: received.slice(bodyAt, bodyAt + length), rest: received.slice(bodyAt + length) };
}

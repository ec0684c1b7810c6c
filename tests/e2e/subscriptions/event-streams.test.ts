import { createClient } from "graphql-sse";
import { describe, expect, it, vi } from "vitest";
import { createDevelopmentToken } from "../../../gateway/auth/index.js";
import { DEMO_SECRET } from "../../../gateway/config/index.js";
import type { Heard, Listening } from "./listen.js";
import { serveInProcess, serveOverHttp, type ServedWarehouse } from "./serve-warehouse.js";

const moved = "subscription($skus: [ID!]) { moved(skus: $skus) { by item { sku name freight } } }";
const seenBy = "subscription { moved { seenBy } }";
const movement = { by: 1, sku: "a", left: 2 };
const told = { data: { moved: { by: 1, item: { sku: "a", name: "Item A", freight: "100 g of 2" } } } };
const multipartType = 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0';

type Subscribe = (served: ServedWarehouse, query: string, options?: { token?: string; variables?: object }) => Listening;

function headersOf(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

/** The public client of graphql-sse. */
const overSse: Subscribe = ({ url }, query, { token, variables } = {}) => {
  const client = createClient({ url, retryAttempts: 0, headers: headersOf(token) });
  const stream = client.iterate({ query, variables: { ...variables } });
  return {
    next: async () => {
      const { done, value } = await stream.next();
      return done === true ? undefined : value;
    },
    stop: () => {
      client.dispose();
      return Promise.resolve();
    },
  };
};

/** Apollo's protocol, read by hand. */
const overMultipart: Subscribe = ({ url }, query, { token, variables } = {}) => {
  const life = new AbortController();
  const opened = fetch(url, {
    method: "POST",
    signal: life.signal,
    headers: { "content-type": "application/json", accept: `${multipartType}, application/json`, ...headersOf(token) },
    body: JSON.stringify({ query, variables }),
  });
  const messages = partsOf(opened);
  return {
    next: async () => {
      for await (const part of messages) if ("payload" in part) return part.payload ?? part;
      return undefined;
    },
    stop: () => {
      life.abort();
      return Promise.resolve();
    },
  };
};

function partsOf(opened: Promise<Response>): AsyncIterable<Heard> {
  const parts = read(opened);
  // A loop that is left goes on with the next one.
  return { [Symbol.asyncIterator]: () => ({ next: () => parts.next() }) };
}

async function* read(opened: Promise<Response>): AsyncGenerator<Heard> {
  const response = await opened;
  expect(response.headers.get("content-type")).toBe(multipartType);
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString();
    const pieces = text.split("\r\n--graphql");
    text = pieces.pop() ?? "";
    for (const piece of pieces) {
      const [head, body] = piece.replace(/^--graphql/, "").split("\r\n\r\n");
      expect(head).toContain("content-type: application/json");
      yield JSON.parse(body ?? "");
    }
  }
  expect(text).toBe("--\r\n");
}

async function metricOf({ url }: ServedWarehouse, name: string): Promise<number> {
  const metrics = await (await fetch(url.replace("/graphql", "/metrics"))).text();
  return Number(new RegExp(`^${name}\\S* (\\S+)$`, "m").exec(metrics)?.[1] ?? 0);
}

for (const [protocol, subscribe] of [
  ["SSE", overSse],
  ["multipart", overMultipart],
] as const) {
  describe(`a subscription over ${protocol}`, () => {
    it.each([
      ["in process", serveInProcess],
      ["over HTTP", serveOverHttp],
    ] as const)("spans subgraphs %s, and ends upstream when the client leaves", async (_place, serve) => {
      await using served = await serve();
      const listening = subscribe(served, moved, { variables: { skus: ["a"] } });
      const first = listening.next();
      await vi.waitFor(() => expect(served.feed.counts.opened).toBe(1));
      served.feed.publish(movement);
      served.feed.publish({ ...movement, by: 2 });
      expect(await first).toEqual(told);
      expect((await listening.next()).data.moved.by).toBe(2);
      expect(await metricOf(served, "passerelle_event_streams")).toBe(1);
      await listening.stop();
      await vi.waitFor(() => expect(served.feed.counts).toEqual({ opened: 1, ended: 1 }));
    });

    it("completes with the subgraph's stream, and tells of its failure", async () => {
      await using served = await serveInProcess();
      const ending = subscribe(served, seenBy);
      const end = ending.next();
      await vi.waitFor(() => expect(served.feed.counts.opened).toBe(1));
      served.feed.finish();
      expect(await end).toBeUndefined();
      const failing = subscribe(served, seenBy);
      const failure = failing.next();
      await vi.waitFor(() => expect(served.feed.counts.opened).toBe(2));
      served.feed.finish(new Error("the store room burns: 4711"));
      expect(await failure).toMatchObject({ errors: [{ message: "Something went wrong here; it is logged." }] });
    });

    it("is who the token says, ends with it, and says why", async () => {
      await using served = await serveInProcess();
      const token = await createDevelopmentToken({ customer: "C-1", secret: DEMO_SECRET, expiresIn: "3s" });
      const listening = subscribe(served, seenBy, { token });
      const first = listening.next();
      await vi.waitFor(() => expect(served.feed.counts.opened).toBe(1));
      served.feed.publish(movement);
      expect(await first).toEqual({ data: { moved: { seenBy: "C-1" } } });
      expect(await listening.next()).toMatchObject({ errors: [{ extensions: { code: "TOKEN_EXPIRED" } }] });
      await vi.waitFor(() => expect(served.feed.counts.ended).toBe(1));
    });

    it("refuses a document in the stream", async () => {
      await using served = await serveInProcess();
      const answer = await subscribe(served, "subscription { moved { nothing } }")
        .next()
        .catch((error: unknown) => error);
      if (protocol === "SSE") expect(answer).toMatchObject({ errors: [{ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }] });
      // Whoever takes JSON as well gets that, as for a query.
      else expect(String(answer)).toContain("application/json");
      expect(served.feed.counts.opened).toBe(0);
    });

    it("leaves no stream open after 200 that came and went", async () => {
      await using served = await serveInProcess();
      for (let round = 0; round < 20; round += 1) {
        const listening = Array.from({ length: 10 }, (_, at) => subscribe(served, moved, { variables: { skus: [String(at)] } }));
        const answers = listening.map((one) => one.next().catch(() => undefined));
        await vi.waitFor(() => expect(served.feed.counts.opened).toBe((round + 1) * 10));
        await Promise.all(listening.map((one) => one.stop()));
        await Promise.allSettled(answers);
        await vi.waitFor(() => expect(served.feed.counts.ended).toBe((round + 1) * 10));
      }
      await vi.waitFor(async () => expect(await metricOf(served, "passerelle_event_streams")).toBe(0));
    });
  });
}

describe("event streams over HTTP", () => {
  it("answer queries with one event, and refuse mutations by GET and broken tokens as ever", async () => {
    await using served = await serveInProcess();
    const query = overSse(served, "{ stocked { sku name } }");
    expect(await query.next()).toEqual({ data: { stocked: [{ sku: "a", name: "Item A" }] } });
    expect(await query.next()).toBeUndefined();
    const search = new URLSearchParams({ query: "{ stocked { sku } }" });
    const got = await fetch(`${served.url}?${search}`, { headers: { accept: "text/event-stream" } });
    expect(await got.text()).toBe(':\n\nevent: next\ndata: {"data":{"stocked":[{"sku":"a"}]}}\n\nevent: complete\ndata: \n\n');
    const wrong = await fetch(`${served.url}?${search}`, { headers: { accept: "text/event-stream", authorization: "Bearer a.b.c" } });
    expect(wrong.status).toBe(401);
  });

  it("are bounded, and say that they are alive", async () => {
    await using served = await serveInProcess({ subscriptions: { maxEventStreams: 1, heartbeatMs: 100 } });
    const headers = { "content-type": "application/json", accept: "text/event-stream" };
    const open = () => fetch(served.url, { method: "POST", headers, body: JSON.stringify({ query: seenBy }) });
    const first = await open();
    const reader = first.body?.getReader();
    const heard: string[] = [];
    while (heard.join("").length < 9) heard.push(Buffer.from((await reader?.read())?.value ?? []).toString());
    expect(heard.join("")).toMatch(/^(?::\n\n)+$/);
    const second = await open();
    expect(second.status).toBe(503);
    expect(await second.json()).toMatchObject({ errors: [{ extensions: { code: "TOO_MANY_EVENT_STREAMS" } }] });
    await reader?.cancel();
  });

  it("end when the server stops", async () => {
    const served = await serveInProcess();
    const [sse, multipart] = [overSse(served, seenBy), overMultipart(served, seenBy)];
    const ends = [sse.next().catch((error: unknown) => String(error)), multipart.next()];
    await vi.waitFor(async () => expect(await metricOf(served, "passerelle_event_streams")).toBe(2));
    await served[Symbol.asyncDispose]();
    expect(await Promise.all(ends)).toEqual([
      expect.stringContaining("closed"),
      { payload: null, errors: [expect.objectContaining({ extensions: { code: "GATEWAY_STOPPING", retryable: true } })] },
    ]);
    expect(served.feed.counts).toEqual({ opened: 1, ended: 1 });
  });
});

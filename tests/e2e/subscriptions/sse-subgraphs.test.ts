import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { parse } from "graphql";
import { describe, expect, it, vi } from "vitest";
import { anonymous, globalTelemetry, systemClock, type Clock } from "#platform";
import { settingsSchema } from "../../../gateway/config/index.js";
import { createGatewayContext, httpSource, type HttpSource } from "../../../gateway/engine/index.js";
import { isBound } from "../../support/is-bound.js";
import { connect, listen, type Heard } from "./listen.js";
import { serveOverHttp, serveOverOwnSse, serveOverSse } from "./serve-warehouse.js";

const moved = `subscription Moved { moved { by item { name freight } } }`;
const movedA = { by: -1, sku: "a", left: 4 };
const told = { data: { moved: { by: -1, item: { name: "Item A", freight: "100 g of 4" } } } };
const { engine } = settingsSchema.parse({ systems: {}, subgraphs: {} });

describe("a subscription at a subgraph that offers server-sent events", () => {
  it("comes back by itself when the connection to the subgraph breaks", async () => {
    await using served = await serveOverSse();
    const client = connect(served.socketUrl);
    const listening = listen(client, moved);
    for (const opened of [1, 2, 3]) {
      await vi.waitFor(() => expect(served.feed.counts).toEqual({ opened, ended: opened - 1 }), { timeout: 5000 });
      served.feed.publish(movedA);
      expect(await listening.next()).toEqual(told);
      if (opened < 3) served.dropUpstream();
    }
    await listening.stop();
    await vi.waitFor(() => expect(served.feed.counts).toEqual({ opened: 3, ended: 3 }));
    await client.dispose();
  });

  it("comes back when the subgraph is silent for longer than it may, heartbeats included", async () => {
    const silent = { ...engine.subscriptions, idleMs: 200 };
    await using served = await serveOverSse({ engine: { subscriptions: silent } });
    const client = connect(served.socketUrl);
    const listening = listen(client, moved);
    await vi.waitFor(() => expect(served.feed.counts).toEqual({ opened: 2, ended: 1 }), { timeout: 5000 });
    await listening.stop();
    await client.dispose();
  });

  it("stays while heartbeats come", async () => {
    const beating = { engine: { subscriptions: { ...engine.subscriptions, idleMs: 500 } }, subscriptions: { heartbeatMs: 100 } };
    await using served = await serveOverOwnSse(beating);
    const client = connect(served.socketUrl);
    const listening = listen(client, moved);
    await vi.waitFor(() => expect(served.feed.counts.opened).toBe(1));
    await systemClock.wait(1500);
    served.feed.publish(movedA);
    expect(await listening.next()).toEqual(told);
    expect(served.feed.counts).toEqual({ opened: 1, ended: 0 });
    await listening.stop();
    await client.dispose();
  });

  it("is refused, with what to do, where the subgraph serves queries only", async () => {
    await using served = await serveOverSse({ upstream: "nothing" });
    const client = connect(served.socketUrl);
    const failure: Heard = await listen(client, moved)
      .next()
      .catch((errors: unknown) => errors);
    expect(failure.errors).toMatchObject([{ extensions: { code: "SUBSCRIPTION_UNSUPPORTED", subgraph: "movements", retryable: false } }]);
    await client.dispose();
  });

  it("is taken as its subgraph's own settings say, with the client's token", async () => {
    const subgraphs = { movements: { transport: "sse" as const, path: "/stream?of=events" } };
    await using served = await serveOverHttp({ upstream: "sse", engine: { subscriptions: { ...engine.subscriptions, subgraphs } } });
    const client = connect(served.socketUrl, { connectionParams: { Authorization: "Bearer one" } });
    const listening = listen(client, "subscription { moved { seenBy } }");
    await vi.waitFor(() => expect(served.feed.counts.opened).toBe(1));
    served.feed.publish(movedA);
    expect(await listening.next()).toEqual({ data: { moved: { seenBy: "Bearer one" } } });
    await listening.stop();
    await client.dispose();
  });
});

const hasty: Clock = { now: systemClock.now, wait: () => Promise.resolve() };
const begin: RequestListener = (_request, response) => response.writeHead(200, { "content-type": "text/event-stream" }).write(":\n\n");
const next = (answer: object): string => `event: next\ndata: ${JSON.stringify(answer)}\n\n`;

interface Alone extends AsyncDisposable {
  readonly source: HttpSource;
  readonly requests: () => number;
}

/** A source over a server that answers its requests with the given ones in turn, the last one for ever. */
async function over(answers: readonly RequestListener[], maxStreams = 10): Promise<Alone> {
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    answers[Math.min(requests, answers.length) - 1]?.(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const source = httpSource(
    { name: "stock", url: `http://127.0.0.1:${isBound(address) ? address.port : 0}/` },
    {
      clock: hasty,
      headersOf: () => ({}),
      settings: { ...engine.http, maxAnswerBytes: 2000 },
      subscriptions: { ...engine.subscriptions, transport: "sse", maxStreams },
      sharesFetches: false,
      telemetry: globalTelemetry(),
    },
  );
  return {
    source,
    requests: () => requests,
    [Symbol.asyncDispose]: async () => {
      await source.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

const operation = "subscription { left }";
const asked = {
  operation,
  document: () => parse(operation),
  operationKind: "subscription",
  operationName: undefined,
  variables: {},
} as const;

async function subscribeTo({ source }: Alone, signal?: AbortSignal) {
  const context = createGatewayContext({ viewer: anonymous, languages: [], deadline: Infinity, ...(signal && { signal }) }, {});
  const stream = await source.subscribe?.(asked, context);
  if (stream === undefined || !(Symbol.asyncIterator in stream)) throw new Error("no stream");
  const read = async (): Promise<object | undefined> => {
    const { done, value } = await stream.next();
    return done === true ? undefined : { ...(await value.answer(context)), place: value.place };
  };
  return { read, stop: () => stream.return() };
}

const status =
  (code: number, body = "not here", type = "application/json"): RequestListener =>
  (_request, response) =>
    void response.writeHead(code, { "content-type": type }).end(body);

describe("server-sent events of a subgraph", () => {
  it.each([
    ["503, for as long as it is", status(503), { extensions: { code: "SUBGRAPH_UNAVAILABLE", subgraph: "stock" } }, 3],
    ["404", status(404), { extensions: { code: "SUBGRAPH_BAD_ANSWER" } }, 1],
    ["406", status(406), { extensions: { code: "SUBSCRIPTION_UNSUPPORTED", subgraph: "stock" } }, 1],
    ["JSON", status(200, '{"data":{}}'), { extensions: { code: "SUBSCRIPTION_UNSUPPORTED" } }, 1],
  ])("do not open where it answers %s", async (_what, answer, failure, requests) => {
    await using alone = await over([answer]);
    await expect(subscribeTo(alone)).rejects.toMatchObject(failure);
    expect(alone.requests()).toBe(requests);
  });

  it("do not open for a reason that the subgraph gives", async () => {
    await using alone = await over([status(401, '{"errors":[{"message":"Who are you?"}]}')]);
    const context = createGatewayContext({ viewer: anonymous, languages: [], deadline: Infinity }, {});
    const refused = await alone.source.subscribe?.(asked, context);
    expect(refused).toMatchObject({ errors: [{ message: "Who are you?", extensions: { subgraph: "stock" } }] });
    expect(alone.requests()).toBe(1);
  });

  it("come however they are cut, with their place, and end after `complete`", async () => {
    const place = { cursor: "7-1", key: "a", isCaughtUp: true, state: "1" };
    const text =
      next({ data: { left: 1 }, extensions: { passerelle: place } }) + next({ data: { left: "ü" } }) + "event: complete\ndata: \n\n";
    const bytewise: RequestListener = (request, response) => {
      begin(request, response);
      for (const byte of Buffer.from(text)) response.write(Buffer.of(byte));
      response.end();
    };
    await using alone = await over([bytewise]);
    const { read } = await subscribeTo(alone);
    expect(await read()).toEqual({ data: { left: 1 }, place });
    expect(await read()).toEqual({ data: { left: "ü" } });
    expect(await read()).toBeUndefined();
    expect(alone.requests()).toBe(1);
  });

  it("are opened anew when they end without `complete`, also right after an event", async () => {
    const short: RequestListener = (request, response) => {
      begin(request, response);
      response.end(next({ data: { left: 1 } }));
    };
    const whole: RequestListener = (request, response) => {
      begin(request, response);
      response.end(`${next({ data: { left: 2 } })}event: complete\ndata: \n\n`);
    };
    await using alone = await over([short, status(503), whole]);
    const { read } = await subscribeTo(alone);
    expect([await read(), await read(), await read()]).toEqual([{ data: { left: 1 } }, { data: { left: 2 } }, undefined]);
    expect(alone.requests()).toBe(3);
  });

  it("are given up, with the reason, when they end again and again before anything comes", async () => {
    const empty: RequestListener = (request, response) => {
      begin(request, response);
      response.end();
    };
    await using alone = await over([empty]);
    const { read } = await subscribeTo(alone);
    await expect(read()).rejects.toMatchObject({
      message: expect.stringContaining("its stream ended early"),
      extensions: { code: "SUBGRAPH_UNAVAILABLE", retryable: true },
    });
    expect(alone.requests()).toBe(10);
  });

  it.each([
    ["an event that is too large", next({ data: { left: "x".repeat(3000) } }), { extensions: { code: "SUBGRAPH_BAD_ANSWER" } }],
    ["lines without an end", `data: ${"x".repeat(3000)}`, { extensions: { code: "SUBGRAPH_BAD_ANSWER" } }],
    ["what is no JSON", "event: next\ndata: {\n\n", { extensions: { code: "SUBGRAPH_BAD_ANSWER" } }],
    ["what is no answer", next({ data: 7 }), { extensions: { code: "SUBGRAPH_BAD_ANSWER" } }],
    ["an error without data", next({ errors: [{ message: "It burns." }] }), { message: "It burns.", extensions: { subgraph: "stock" } }],
  ])("fail with %s", async (_what, text, failure) => {
    const wrong: RequestListener = (request, response) => {
      begin(request, response);
      response.write(text);
    };
    await using alone = await over([wrong]);
    const { read } = await subscribeTo(alone);
    await expect(read()).rejects.toMatchObject(failure);
    expect(alone.requests()).toBe(1);
  });

  it("fail when more events wait than may", async () => {
    const flooding: RequestListener = (request, response) => {
      begin(request, response);
      response.end(next({ data: { left: 1 } }).repeat(300));
    };
    await using alone = await over([flooding]);
    const { read } = await subscribeTo(alone);
    await vi.waitFor(async () =>
      expect(await read().catch((error: unknown) => error)).toMatchObject({ extensions: { code: "SUBSCRIPTION_OVERRUN" } }),
    );
  });

  it("are bounded in number, and room is made by those that end", async () => {
    await using alone = await over([begin], 1);
    const first = await subscribeTo(alone);
    await expect(subscribeTo(alone)).rejects.toMatchObject({ extensions: { code: "SUBGRAPH_UNAVAILABLE" } });
    await first.stop();
    await (await subscribeTo(alone)).stop();
    expect(alone.requests()).toBe(2);
  });

  it("are given up when the client leaves while they open", async () => {
    const gone = new AbortController();
    const closed = Promise.withResolvers<void>();
    const hanging: RequestListener = (_request, response) => {
      response.once("close", closed.resolve);
      gone.abort(new Error("the client went away"));
    };
    await using alone = await over([hanging]);
    await expect(subscribeTo(alone, gone.signal)).rejects.toMatchObject({ extensions: { code: "SUBGRAPH_UNAVAILABLE" } });
    await closed.promise;
  });
});

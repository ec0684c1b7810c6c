import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { parse } from "graphql";
import { describe, expect, it } from "vitest";
import { anonymous, globalTelemetry, systemClock, type Clock } from "#platform";
import { httpSource, type HttpSource, type HttpSourceSettings } from "./http-source.js";
import { createGatewayContext, type GatewayContext } from "./request-context.js";
import type { SourceRequest } from "./source.js";

type Answering = (request: IncomingMessage, response: ServerResponse) => void;

interface Subgraph extends AsyncDisposable {
  readonly source: HttpSource;
  readonly requests: IncomingMessage[];
}

const usual: HttpSourceSettings = { connections: 4, maxWaiting: 4, retries: 2, compression: "on", maxAnswerBytes: 100_000 };
const subscriptions = { transport: "ws", idleMs: 60_000, maxStreams: 10, subgraphs: {} } as const;
const hasty: Clock = { now: systemClock.now, wait: () => Promise.resolve() };

/** A subgraph that answers its requests with the given ones in turn, the last one for ever. */
async function serve(answers: readonly Answering[], settings: Partial<HttpSourceSettings> = {}, clock: Clock = hasty): Promise<Subgraph> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    request.resume();
    requests.push(request);
    answers[Math.min(requests.length, answers.length) - 1]?.(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/`;
  const headersOf = (): Record<string, string> => ({});
  const source = httpSource(
    { name: "stock", url },
    { clock, headersOf, settings: { ...usual, ...settings }, subscriptions, sharesFetches: false, telemetry: globalTelemetry() },
  );
  return {
    source,
    requests,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await source.close();
    },
  };
}

const text = '{"data":{"left":1}}';
const well: Answering = (_request, response) => void response.end(text);
const cut: Answering = (_request, response) => void response.destroy();
const status =
  (code: number): Answering =>
  (_request, response) =>
    void response.writeHead(code).end("not now");
const packed =
  (encoding: string, body: Buffer): Answering =>
  (_request, response) =>
    void response.writeHead(200, { "content-encoding": encoding }).end(body);

function asked(operationKind: SourceRequest["operationKind"] = "query"): SourceRequest {
  const operation = `${operationKind} { left }`;
  return { operation, document: () => parse(operation), operationKind, operationName: undefined, variables: {} };
}

function contextFor(ms = 5_000): GatewayContext {
  return createGatewayContext({ viewer: anonymous, languages: [], deadline: systemClock.now() + ms }, {});
}

describe("a source over HTTP", () => {
  it.each([
    ["a connection that is cut", cut],
    ["502", status(502)],
    ["503", status(503)],
    ["504", status(504)],
  ])("asks a query again after %s", async (_what, failing) => {
    await using subgraph = await serve([failing, failing, well]);
    expect(await subgraph.source.fetch(asked(), contextFor())).toEqual({ data: { left: 1 } });
    expect(subgraph.requests).toHaveLength(3);
  });

  it("gives up after the retries that are set, and never repeats a mutation, a refusal or what took too long", async () => {
    await using subgraph = await serve([cut]);
    await expect(subgraph.source.fetch(asked(), contextFor())).rejects.toMatchObject({ code: "SUBGRAPH_UNAVAILABLE" });
    expect(subgraph.requests).toHaveLength(3);
    await expect(subgraph.source.fetch(asked("mutation"), contextFor())).rejects.toMatchObject({ code: "SUBGRAPH_UNAVAILABLE" });
    expect(subgraph.requests).toHaveLength(4);
    await using refusing = await serve([status(500)]);
    await expect(refusing.source.fetch(asked(), contextFor())).rejects.toMatchObject({ code: "SUBGRAPH_UNAVAILABLE" });
    expect(refusing.requests).toHaveLength(1);
    await using slow = await serve([() => undefined]);
    await expect(slow.source.fetch(asked(), contextFor(100))).rejects.toMatchObject({ code: "SUBGRAPH_TIMEOUT" });
    expect(slow.requests).toHaveLength(1);
  });

  it("does not wait for another try beyond the deadline", async () => {
    let lateMs = 0;
    const late: Answering = (...exchange) => {
      lateMs = 10_000;
      cut(...exchange);
    };
    await using subgraph = await serve([late, well], {}, { ...hasty, now: () => systemClock.now() + lateMs });
    await expect(subgraph.source.fetch(asked(), contextFor())).rejects.toMatchObject({ code: "SUBGRAPH_UNAVAILABLE" });
    expect(subgraph.requests).toHaveLength(1);
  });

  it.each([
    ["gzip", gzipSync(text)],
    ["br", brotliCompressSync(text)],
  ])("reads an answer in %s", async (encoding, body) => {
    await using subgraph = await serve([packed(encoding, body)]);
    expect(await subgraph.source.fetch(asked(), contextFor())).toEqual({ data: { left: 1 } });
    expect(subgraph.requests[0]?.headers["accept-encoding"]).toBe("gzip, br");
  });

  it("asks a subgraph on this machine for plain answers when left to choose", async () => {
    await using subgraph = await serve([well], { compression: "auto" });
    await subgraph.source.fetch(asked(), contextFor());
    expect(subgraph.requests[0]?.headers).not.toHaveProperty("accept-encoding");
  });

  it.each([
    ["swells beyond the limit", packed("gzip", gzipSync(Buffer.alloc(50_000_000))), "larger than 100000 bytes"],
    ["is broken", packed("br", Buffer.from("no such thing")), "broken br"],
    ["is of a kind that nobody asked for", packed("compress", Buffer.from("x")), "content-encoding compress"],
  ])("refuses an answer whose compression %s", async (_what, answering, reason) => {
    await using subgraph = await serve([answering]);
    await expect(subgraph.source.fetch(asked(), contextFor())).rejects.toMatchObject({
      code: "SUBGRAPH_BAD_ANSWER",
      detail: { reason: expect.stringContaining(reason) },
    });
  });

  it("lets a bounded number wait for a connection, and fails the others at once", async () => {
    const held: ServerResponse[] = [];
    await using subgraph = await serve([(_request, response) => void held.push(response)], { connections: 1, maxWaiting: 1 });
    const first = subgraph.source.fetch(asked(), contextFor());
    const second = subgraph.source.fetch(asked(), contextFor());
    await expect(subgraph.source.fetch(asked(), contextFor())).rejects.toMatchObject({
      code: "SUBGRAPH_UNAVAILABLE",
      detail: { reason: "1 requests wait already" },
    });
    const answers = Promise.all([first, second]);
    while (held.length < 1) await new Promise(setImmediate);
    held[0]?.end(text);
    while (held.length < 2) await new Promise(setImmediate);
    held[1]?.end(text);
    expect(await answers).toEqual([{ data: { left: 1 } }, { data: { left: 1 } }]);
  });
});

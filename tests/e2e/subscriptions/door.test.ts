import { once } from "node:events";
import { describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { createDevelopmentToken } from "../../../gateway/auth/index.js";
import { DEMO_SECRET } from "../../../gateway/config/index.js";
import { connect, listen, type Heard } from "./listen.js";
import { serveInProcess, type ServedWarehouse } from "./serve-warehouse.js";

const seenBy = "subscription { moved { seenBy } }";
const movement = { by: 1, sku: "a", left: 2 };
const tokenOf = (customer: string, expiresIn = "1h") => createDevelopmentToken({ customer, secret: DEMO_SECRET, expiresIn });

/** A client that speaks the protocol by hand. */
function rawClient({ socketUrl }: ServedWarehouse, options: { headers?: Record<string, string>; protocol?: string } = {}) {
  const socket = new WebSocket(socketUrl, options.protocol ?? "graphql-transport-ws", { headers: options.headers ?? {} });
  const messages: Heard[] = [];
  socket.on("message", (data) => messages.push(JSON.parse(String(data))));
  // What the client makes of it is not what is tested here.
  socket.on("error", () => undefined);
  const closed = new Promise<[number, string]>((resolve) => socket.once("close", (code, reason) => resolve([code, String(reason)])));
  const say = (message: object): void => socket.send(JSON.stringify(message));
  const opened = new Promise<void>((resolve) => socket.once("open", resolve));
  const greet = async (payload?: object): Promise<void> => {
    await opened;
    say({ type: "connection_init", ...(payload && { payload }) });
    await Promise.race([vi.waitFor(() => expect(messages[0]).toEqual({ type: "connection_ack" })), closed]);
  };
  return { socket, messages, opened, closed, say, greet };
}

describe("the WebSocket door: who is asking", () => {
  it("takes the token from connection_init, however it is written, and from the upgrade's header", async () => {
    await using served = await serveInProcess();
    const authorization = `Bearer ${await tokenOf("C-1")}`;
    const inHeader = rawClient(served, { headers: { authorization: `Bearer ${await tokenOf("C-2")}` } });
    await inHeader.greet();
    inHeader.say({ id: "1", type: "subscribe", payload: { query: seenBy } });
    const clients = [{ authorization }, { Authorization: authorization }, {}].map((connectionParams) =>
      connect(served.socketUrl, { connectionParams }),
    );
    const streams = clients.map((client) => listen(client, seenBy));
    // Two of the four come with one token: they share a stream.
    await vi.waitFor(() => expect(served.feed.counts.opened).toBe(3));
    served.feed.publish(movement);
    const answers = await Promise.all(streams.map((one) => one.next()));
    expect(answers.map(({ data }) => data.moved.seenBy)).toEqual(["C-1", "C-1", null]);
    await vi.waitFor(() =>
      expect(inHeader.messages.at(-1)).toEqual({ id: "1", type: "next", payload: { data: { moved: { seenBy: "C-2" } } } }),
    );
    for (const client of clients) await client.dispose();
  });

  it("closes with 4403 on a token that is not valid, and when a valid one expires", async () => {
    await using served = await serveInProcess();
    const wrong = rawClient(served);
    await wrong.greet({ Authorization: "Bearer a.b.c" });
    expect(await wrong.closed).toEqual([4403, "Forbidden"]);
    const brief = rawClient(served);
    await brief.greet({ Authorization: `Bearer ${await tokenOf("C-1", "3s")}` });
    brief.say({ id: "1", type: "subscribe", payload: { query: seenBy } });
    await vi.waitFor(() => expect(served.feed.counts.opened).toBe(1));
    expect(await brief.closed).toEqual([4403, "Forbidden"]);
    await vi.waitFor(() => expect(served.feed.counts.ended).toBe(1));
  });

  it("closes as the protocol says on what it does not allow", async () => {
    await using served = await serveInProcess();
    const early = rawClient(served);
    await early.opened;
    early.say({ id: "1", type: "subscribe", payload: { query: seenBy } });
    expect(await early.closed).toEqual([4401, "Unauthorized"]);
    const foreign = rawClient(served, { protocol: "graphql-ws" });
    expect((await foreign.closed)[0]).toBeGreaterThan(1000);
    const babbling = rawClient(served);
    await babbling.opened;
    babbling.socket.send("{");
    expect(await babbling.closed).toEqual([4400, "Invalid message received"]);
    const twice = rawClient(served);
    await twice.greet();
    twice.say({ type: "connection_init" });
    expect(await twice.closed).toEqual([4429, "Too many initialisation requests"]);
    const doubled = rawClient(served);
    await doubled.greet();
    for (const id of ["1", "1"]) doubled.say({ id, type: "subscribe", payload: { query: seenBy } });
    expect(await doubled.closed).toEqual([4409, "Subscriber for 1 already exists"]);
    const verbose = rawClient(served);
    await verbose.greet();
    // Longer than the reason of a close frame may be, and cut within a character.
    const long = "é".repeat(200);
    for (const id of [long, long]) verbose.say({ id, type: "subscribe", payload: { query: seenBy } });
    expect(await verbose.closed).toEqual([4409, `Subscriber for ${"é".repeat(52)}`]);
    await vi.waitFor(() => expect(served.feed.counts.ended).toBe(served.feed.counts.opened));
  });
});

describe("the WebSocket door: what is asked", () => {
  it("answers queries too, and refuses documents as the HTTP door does", async () => {
    await using served = await serveInProcess();
    const client = connect(served.socketUrl);
    const query = listen(client, "{ stocked { sku name freight } }");
    expect(await query.next()).toEqual({ data: { stocked: [{ sku: "a", name: "Item A", freight: "100 g of 1" }] } });
    expect(await query.next()).toBeUndefined();
    const refusedWith = (text: string, rest = {}) =>
      listen(client, text, rest)
        .next()
        .then(
          (answer) => answer?.errors,
          (errors: unknown) => errors,
        );
    expect(await refusedWith("subscription {")).toMatchObject([{ extensions: { code: "GRAPHQL_PARSE_FAILED" } }]);
    const deep = `subscription { moved ${"{ item ".repeat(30_000)}${"}".repeat(30_000)} }`;
    expect(await refusedWith(deep)).toMatchObject([{ extensions: { code: "GRAPHQL_PARSE_FAILED" } }]);
    expect(await refusedWith("subscription { moved { nothing } }")).toMatchObject([{ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }]);
    expect(await refusedWith("subscription { moved { by } refused { by } }")).toMatchObject([
      { extensions: { code: "GRAPHQL_VALIDATION_FAILED" } },
    ]);
    const unclear = [{ message: expect.stringContaining("name one of"), extensions: { code: "OPERATION_RESOLUTION_FAILURE" } }];
    expect(await refusedWith("query A { stocked { sku } } query B { stocked { left } }")).toMatchObject(unclear);
    expect(await refusedWith("query A { stocked { sku } }", { operationName: "B" })).toMatchObject(unclear);
    const wrong = await refusedWith("subscription($skus: [ID!]) { moved(skus: $skus) { by } }", { variables: { skus: [null] } });
    expect(wrong).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
    expect(served.feed.counts.opened).toBe(0);
    await client.dispose();
  });

  it("gives each event a context of its own", async () => {
    await using served = await serveInProcess();
    const client = connect(served.socketUrl);
    const listening = listen(client, "subscription { moved { item { name } } }");
    await vi.waitFor(() => expect(served.feed.counts.opened).toBe(1));
    for (const sku of ["a", "b"]) served.feed.publish({ ...movement, sku });
    const names = [await listening.next(), await listening.next()].map(({ data }) => data.moved.item.name);
    expect(names).toEqual(["Item A", "Item B"]);
    await listening.stop();
    await client.dispose();
  });

  it("bounds the operations of a connection, the connections, and the size of a message", async () => {
    await using served = await serveInProcess({ webSocket: { maxOperations: 2, maxConnections: 2 }, server: { bodyLimitBytes: 2048 } });
    const client = rawClient(served);
    await client.greet();
    for (const id of ["1", "2", "3"]) client.say({ id, type: "subscribe", payload: { query: `${seenBy} #${id}` } });
    await vi.waitFor(() => expect(client.messages).toHaveLength(2));
    expect(client.messages[1]).toMatchObject({ id: "3", type: "error", payload: [{ extensions: { code: "TOO_MANY_OPERATIONS" } }] });
    client.say({ id: "1", type: "complete" });
    await vi.waitFor(() => expect(served.feed.counts.ended).toBe(1));
    client.say({ id: "4", type: "subscribe", payload: { query: seenBy } });
    await vi.waitFor(() => expect(served.feed.counts.opened).toBe(3));

    const second = rawClient(served);
    await second.greet();
    const third = new WebSocket(served.socketUrl, "graphql-transport-ws");
    const [refusal] = await once(third, "error");
    expect(String(refusal)).toContain("503");
    second.say({ id: "1", type: "subscribe", payload: { query: `${seenBy} #${"x".repeat(3000)}` } });
    expect((await second.closed)[0]).toBe(1009);
    client.socket.terminate();
    await vi.waitFor(() => expect(served.feed.counts).toEqual({ opened: 3, ended: 3 }));
  });

  it("is only at /graphql, and leaves requests that offer another protocol to HTTP", async () => {
    await using served = await serveInProcess();
    const elsewhere = new WebSocket(`${served.socketUrl}/elsewhere`, "graphql-transport-ws");
    expect(String((await once(elsewhere, "error"))[0])).toContain("404");
    const { request } = await import("node:http");
    const asked = request(served.url.replace("/graphql", "/health/live"), { headers: { connection: "Upgrade", upgrade: "h2c" } }).end();
    const [response] = await once(asked, "response");
    response.resume();
    expect(response.statusCode).toBe(200);
  });

  it("says what it counts", async () => {
    await using served = await serveInProcess();
    const client = connect(served.socketUrl);
    const listening = listen(client, seenBy);
    await vi.waitFor(() => expect(served.feed.counts.opened).toBe(1));
    served.feed.publish(movement);
    await listening.next();
    const metrics = await (await fetch(served.url.replace("/graphql", "/metrics"))).text();
    expect(metrics).toMatch(/passerelle_websocket_connections\S* 1/);
    expect(metrics).toMatch(/passerelle_subscriptions\S* 1/);
    expect(metrics).toMatch(/passerelle_subscription_events_total\S* 1/);
    expect(metrics).toMatch(/passerelle_subgraph_streams\{subgraph="movements"\S* 1/);
    await client.dispose();
  });
});

describe("a stream that takes too long to open", () => {
  it("is given up, and closed when it opens after all", async () => {
    await using served = await serveInProcess({ server: { requestTimeoutMs: 200 } });
    const client = connect(served.socketUrl);
    const { errors } = await listen(client, "subscription { late { by } }").next();
    expect(errors).toMatchObject([{ extensions: { code: "SUBGRAPH_TIMEOUT", subgraph: "movements", retryable: true } }]);
    served.warehouse.openLate();
    await vi.waitFor(() => expect(served.feed.counts).toEqual({ opened: 1, ended: 1 }));
    await client.dispose();
  });
});

describe("a gateway with open subscriptions that stops", () => {
  it("tells clients to go elsewhere, ends the streams, and is gone soon", async () => {
    const served = await serveInProcess();
    const client = rawClient(served);
    await client.greet();
    client.say({ id: "1", type: "subscribe", payload: { query: seenBy } });
    await vi.waitFor(() => expect(served.feed.counts.opened).toBe(1));
    const startedAt = performance.now();
    await served[Symbol.asyncDispose]();
    expect(performance.now() - startedAt).toBeLessThan(5000);
    expect(await client.closed).toEqual([1001, "Going away"]);
    expect(served.feed.counts).toEqual({ opened: 1, ended: 1 });
  });

  it("serves no subscriptions over the reference executor, and says so", async () => {
    await using served = await serveInProcess({ engine: { executor: "reference" } });
    const client = connect(served.socketUrl);
    const { errors } = await listen(client, seenBy).next();
    expect(errors).toMatchObject([{ extensions: { code: "SUBSCRIPTION_UNSUPPORTED" } }]);
    await client.dispose();
  });
});

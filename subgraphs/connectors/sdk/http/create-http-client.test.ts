import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { systemClock, type Clock } from "#platform";
import { anything, clientOf, page, raw, read, write } from "../testing/client-of.js";
import { hang, inTurn, json, reset, startVendor, type Answering } from "../testing/start-vendor.js";
import { createTurnedClock } from "../testing/turned-clock.js";

describe("the shape of a request", () => {
  it("puts path and query below the base URL and sends JSON", async () => {
    await using vendor = await startVendor();
    const client = clientOf(vendor);
    await client.json({ ...write, query: { a: 1, list: ["x", "y"], none: undefined }, headers: { "X-Own": "1" } }, anything);
    expect(vendor.received[0]).toMatchObject({ method: "POST", url: "/api/things?a=1&list=x&list=y", body: '{"a":1}' });
    expect(vendor.received[0]?.headers).toMatchObject({ "content-type": "application/json", accept: "application/json", "x-own": "1" });
  });

  it("follows an absolute link of the same origin and refuses one of another", async () => {
    await using vendor = await startVendor();
    const client = clientOf(vendor);
    await client.send({ ...read, path: `${vendor.url}/next?page=2` });
    expect(vendor.received[0]?.url).toBe("/next?page=2");
    await expect(client.send({ ...read, path: "https://elsewhere.example/next" })).rejects.toMatchObject({ code: "SYSTEM_BAD_ANSWER" });
  });

  it("follows a redirect within the origin and none to another", async () => {
    await using vendor = await startVendor(
      inTurn(json({}, 302, { location: "/moved" }), json({ ok: 1 }), json({}, 302, { location: "http://127.0.0.2/" })),
    );
    const client = clientOf(vendor);
    expect(await client.json(read, anything)).toEqual({ ok: 1 });
    await expect(client.json(read, anything)).rejects.toMatchObject({ code: "SYSTEM_BAD_ANSWER" });
    expect(vendor.received.map(({ url }) => url)).toEqual(["/api/things", "/moved", "/api/things"]);
  });
});

describe("retries", () => {
  it("tries a read three times in all", async () => {
    await using vendor = await startVendor(inTurn(json({}, 500), reset, json({ ok: 1 })));
    expect(await clientOf(vendor).json(read, anything)).toEqual({ ok: 1 });
    vendor.answerWith(json({}, 502));
    await expect(clientOf(vendor).json(read, anything)).rejects.toMatchObject({ code: "SYSTEM_UNAVAILABLE", detail: { system: "erp" } });
    expect(vendor.received).toHaveLength(6);
  });

  it("sends a write once, and again only with a key that the vendor honours", async () => {
    await using vendor = await startVendor(json({}, 500));
    await expect(clientOf(vendor).send(write)).rejects.toMatchObject({ code: "SYSTEM_UNAVAILABLE" });
    expect(vendor.received).toHaveLength(1);
    await expect(clientOf(vendor).send({ ...write, idempotencyKey: "k" })).rejects.toMatchObject({ code: "SYSTEM_UNAVAILABLE" });
    expect(vendor.received).toHaveLength(4);
  });

  it("sends a write again when no connection was made", async () => {
    const waits: number[] = [];
    const clock: Clock = { now: systemClock.now, wait: async (ms) => void waits.push(ms) };
    const gone = await startVendor();
    await gone[Symbol.asyncDispose]();
    await expect(clientOf(gone, { clock }).send(write)).rejects.toMatchObject({
      code: "SYSTEM_UNAVAILABLE",
      detail: { reason: "ECONNREFUSED" },
    });
    expect(waits).toHaveLength(2);
  });

  it("does not try again what the vendor refuses", async () => {
    await using vendor = await startVendor(json({}, 404));
    await expect(clientOf(vendor).send(read)).rejects.toMatchObject({ code: "SYSTEM_REFUSED" });
    vendor.answerWith(json({}, 401));
    await expect(clientOf(vendor).send(read)).rejects.toMatchObject({ code: "SYSTEM_UNAUTHORIZED" });
    expect(vendor.received).toHaveLength(2);
  });

  it("waits as long as the vendor asks for", async () => {
    await using vendor = await startVendor(inTurn(json({}, 429, { "retry-after": "3" }), json({ ok: 1 })));
    const clock = createTurnedClock();
    const answer = clientOf(vendor, { clock }).json(read, anything);
    expect(await clock.nextWait()).toBe(3_000);
    clock.advance(3_000);
    expect(await answer).toEqual({ ok: 1 });
  });

  it("fails at once when the vendor asks for more time than is left", async () => {
    await using vendor = await startVendor(json({}, 429, { "retry-after": "60" }));
    const call = { deadline: Date.now() + 5_000 };
    const failed = clientOf(vendor).json({ ...read, call }, anything);
    await expect(failed).rejects.toMatchObject({ code: "SYSTEM_RATE_LIMITED", detail: { retryAfterMs: 60_000 } });
    expect(vendor.received).toHaveLength(1);
  });
});

describe("time", () => {
  it("gives up a try that takes too long", async () => {
    await using vendor = await startVendor(inTurn(hang, json({ ok: 1 })));
    const limits = { perSecond: 100, concurrency: 1, timeoutMs: 500 };
    expect(await clientOf(vendor, { limits }).json(read, anything)).toEqual({ ok: 1 });
    expect(vendor.received).toHaveLength(2);
  });

  it("ends with the request's deadline", async () => {
    await using vendor = await startVendor(hang);
    const call = { deadline: Date.now() + 60 };
    await expect(clientOf(vendor).json({ ...read, call }, anything)).rejects.toMatchObject({ code: "SYSTEM_TIMEOUT" });
  });

  it("sends nothing after the deadline or after the caller left", async () => {
    await using vendor = await startVendor();
    const client = clientOf(vendor);
    await expect(client.send({ ...read, call: { deadline: Date.now() - 1 } })).rejects.toMatchObject({ code: "SYSTEM_TIMEOUT" });
    await expect(client.send({ ...read, call: { signal: AbortSignal.abort() } })).rejects.toMatchObject({ code: "SYSTEM_TIMEOUT" });
    expect(vendor.received).toHaveLength(0);
  });

  it("stops when the caller leaves", async () => {
    const caller = new AbortController();
    await using vendor = await startVendor(() => caller.abort());
    const client = clientOf(vendor);
    await expect(client.send({ ...read, call: { signal: caller.signal } })).rejects.toMatchObject({ code: "SYSTEM_TIMEOUT" });
    expect(vendor.received).toHaveLength(1);
    expect(client.health().state).toBe("closed");
  });

  it("lets a caller leave the queue while the vendor hangs", async () => {
    const arrived = Promise.withResolvers<void>();
    await using vendor = await startVendor(() => arrived.resolve());
    const client = clientOf(vendor, { limits: { perSecond: 100, concurrency: 1, timeoutMs: 1_000 } });
    const first = client.send(write).catch((error: unknown) => error);
    await arrived.promise;
    await expect(client.send({ ...read, call: { deadline: Date.now() + 30 } })).rejects.toMatchObject({ code: "SYSTEM_TIMEOUT" });
    expect(vendor.received).toHaveLength(1);
    await first;
  });
});

describe("pace and width", () => {
  it("turns away who would wait longer than they can", async () => {
    await using vendor = await startVendor();
    const client = clientOf(vendor, { clock: createTurnedClock(), limits: { perSecond: 1, burst: 2, concurrency: 10 } });
    await client.send(read);
    await client.send(read);
    const call = { deadline: createTurnedClock().now() + 500 };
    await expect(client.send({ ...read, call })).rejects.toMatchObject({ code: "SYSTEM_RATE_LIMITED", detail: { retryAfterMs: 1_000 } });
  });

  it("never has more under way than the vendor allows", async () => {
    let underWay = 0;
    let most = 0;
    const slowly: Answering = (request, response) => {
      underWay += 1;
      most = Math.max(most, underWay);
      setImmediate(() => {
        underWay -= 1;
        json({})(request, response);
      });
    };
    await using vendor = await startVendor(slowly);
    const client = clientOf(vendor, { limits: { perSecond: 1_000, concurrency: 3 } });
    await Promise.all(Array.from({ length: 30 }, () => client.send(read)));
    expect(vendor.received).toHaveLength(30);
    expect(most).toBeLessThanOrEqual(3);
  });

  it("turns away who finds the queue full", async () => {
    await using vendor = await startVendor();
    const client = clientOf(vendor, { maxWaiting: 1, limits: { perSecond: 1_000, concurrency: 1 } });
    const outcomes = await Promise.allSettled([client.send(read), client.send(read), client.send(read)]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected"]);
    expect(outcomes[2]).toMatchObject({ reason: { code: "SYSTEM_RATE_LIMITED" } });
  });
});

describe("answers", () => {
  it("refuses a page instead of JSON, invalid JSON, and a body that is too large", async () => {
    await using vendor = await startVendor(page);
    const client = clientOf(vendor, { maxAnswerBytes: 1_000 });
    await expect(client.json(read, anything)).rejects.toMatchObject({ code: "SYSTEM_BAD_ANSWER" });
    vendor.answerWith(raw('{"secret": oops', { "content-type": "application/json" }));
    const failure = await clientOf(vendor)
      .json(read, anything)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "SYSTEM_BAD_ANSWER" });
    expect(String(failure)).not.toContain("oops");
    vendor.answerWith(json({ much: "x".repeat(2_000) }));
    await expect(client.json(read, anything)).rejects.toMatchObject({ code: "SYSTEM_BAD_ANSWER" });
    vendor.answerWith(raw(gzipSync(JSON.stringify({ much: "x".repeat(100_000) })), { "content-encoding": "gzip" }));
    await expect(clientOf(vendor, { maxAnswerBytes: 1_000 }).json(read, anything)).rejects.toMatchObject({ code: "SYSTEM_BAD_ANSWER" });
  });

  it("reads a compressed answer", async () => {
    await using vendor = await startVendor(raw(gzipSync('{"ok":1}'), { "content-type": "application/json", "content-encoding": "gzip" }));
    expect(await clientOf(vendor).json(read, anything)).toEqual({ ok: 1 });
  });

  it("names the path of a misfit and not its value", async () => {
    await using vendor = await startVendor(json({ rows: [{ price: "12,50 for anna@example.com" }] }));
    const schema = z.object({ rows: z.array(z.object({ price: z.number() })) });
    const failure = await clientOf(vendor)
      .json(read, schema)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "SYSTEM_BAD_ANSWER" });
    expect(String(failure)).toContain("rows.0.price");
    expect(String(failure)).not.toContain("12,50");
  });

  it("takes accepted statuses as answers", async () => {
    await using vendor = await startVendor(json({ none: true }, 404));
    const answer = await clientOf(vendor).send({ ...read, accept: [404] });
    expect(answer).toMatchObject({ status: 404, body: { none: true } });
  });

  it("asks the connector first what an answer means, and shows its words redacted", async () => {
    await using vendor = await startVendor(json({ error: "denied" }));
    const message = "no entry for anna@example.com, password=hunter2";
    const classify = () => ({ kind: "unauthorized", vendorCode: "AccessDenied", message }) as const;
    const failure = await clientOf(vendor, { connector: { name: "fake", classify } })
      .send(read)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "SYSTEM_UNAUTHORIZED", detail: { vendorCode: "AccessDenied" } });
    expect(String(failure)).not.toMatch(/anna|hunter2/);
  });
});

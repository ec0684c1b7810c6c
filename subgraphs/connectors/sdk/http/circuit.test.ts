import { describe, expect, it } from "vitest";
import { anything, clientOf, page, read, write } from "../testing/client-of.js";
import { hang, json, reset, startVendor } from "../testing/start-vendor.js";
import { createTurnedClock } from "../testing/turned-clock.js";

describe("the breaker", () => {
  it("opens after failures in a row, says so, and closes again by itself when the vendor is back", async () => {
    await using vendor = await startVendor(json({}, 500));
    const clock = createTurnedClock();
    const client = clientOf(vendor, { clock, breaker: { failures: 2, coolDownMs: 5_000 } });
    await expect(client.send(write)).rejects.toMatchObject({ code: "SYSTEM_UNAVAILABLE" });
    await expect(client.send(write)).rejects.toMatchObject({ code: "SYSTEM_UNAVAILABLE" });
    expect(client.health()).toMatchObject({ state: "open", lastError: { code: "SYSTEM_UNAVAILABLE" } });
    await expect(client.send(write)).rejects.toMatchObject({ detail: { reason: "circuit open, next try in 5 s", retryAfterMs: 5_000 } });
    expect(vendor.received).toHaveLength(2);

    clock.advance(5_000);
    expect(client.health().state).toBe("half-open");
    await expect(client.send(write)).rejects.toMatchObject({ detail: { reason: "HTTP 500" } });
    expect(client.health().state).toBe("open");

    vendor.answerWith(json({ ok: 1 }));
    clock.advance(5_000);
    await client.send(write);
    expect(client.health()).toMatchObject({ state: "closed", lastSuccessAt: "2026-01-01T00:00:10.000Z" });
  });

  it("stays closed when the vendor only refuses", async () => {
    await using vendor = await startVendor(json({}, 403));
    const client = clientOf(vendor, { breaker: { failures: 1 } });
    await expect(client.send(read)).rejects.toMatchObject({ code: "SYSTEM_REFUSED" });
    vendor.answerWith(json({}, 429));
    await expect(client.send(read)).rejects.toMatchObject({ code: "SYSTEM_RATE_LIMITED" });
    vendor.answerWith(json({}, 401));
    await expect(client.send(read)).rejects.toMatchObject({ code: "SYSTEM_UNAUTHORIZED" });
    expect(client.health().state).toBe("closed");
  });

  it.each([
    ["a vendor that hangs", hang],
    ["a connection that is cut", reset],
    ["a page instead of JSON", page],
    ["a fault in an answer with status 200", json({ error: "down" })],
  ])("counts %s", async (_name, answering) => {
    await using vendor = await startVendor(answering);
    const classify = ({ text }: { text: string }) => (text.includes("down") ? ({ kind: "unavailable" } as const) : undefined);
    const limits = { perSecond: 100, concurrency: 1, timeoutMs: 50 };
    const client = clientOf(vendor, { limits, connector: { name: "fake", classify }, breaker: { failures: 3, coolDownMs: 60_000 } });
    await client.json(read, anything).catch(() => undefined);
    expect(client.health().state).toBe("open");
  });

  it("lets one probe through, and the others go by what it finds", async () => {
    await using vendor = await startVendor(json({}, 500));
    const clock = createTurnedClock();
    const client = clientOf(vendor, { clock, breaker: { failures: 1, coolDownMs: 1_000 } });
    const three = () => Promise.allSettled([client.send(write), client.send(write), client.send(write)]);
    await client.send(write).catch(() => undefined);
    clock.advance(1_000);
    expect((await three()).map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(vendor.received).toHaveLength(2);
    vendor.answerWith(json({}));
    clock.advance(1_000);
    expect((await three()).map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "fulfilled"]);
    expect(client.health().state).toBe("closed");
  });

  it.each([
    ["leaves", undefined],
    ["runs out of time", 20],
  ])("sends no second probe when the caller of the first one %s", async (_what, timeMs) => {
    const held: (() => void)[] = [];
    const arrived = Promise.withResolvers<void>();
    // So slow that a deadline of 20 ms says nothing about it.
    await using vendor = await startVendor((request, response) => void setTimeout(() => json({}, 500)(request, response), 40));
    const clock = createTurnedClock();
    const client = clientOf(vendor, { clock, breaker: { failures: 1, coolDownMs: 1_000 } });
    await client.send(write).catch(() => undefined);
    vendor.answerWith((request, response) => {
      held.push(() => json({}, 500)(request, response));
      arrived.resolve();
    });
    clock.advance(1_000);
    const leaving = new AbortController();
    const deadline = timeMs === undefined ? undefined : clock.now() + timeMs;
    const first = client.send({ ...write, call: { signal: leaving.signal, deadline } });
    await arrived.promise;
    const others = Promise.allSettled([client.send(write), client.send(write)]);
    if (deadline === undefined) leaving.abort();
    await expect(first).rejects.toMatchObject({ code: "SYSTEM_TIMEOUT" });
    for (const answer of held) answer();
    for (const other of await others) expect(other).toMatchObject({ reason: { detail: { reason: "circuit open, next try in 1 s" } } });
    expect(vendor.received).toHaveLength(2);
    expect(client.health().state).toBe("open");
  });
});

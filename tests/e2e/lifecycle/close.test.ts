import { connect } from "node:net";
import { describe, expect, it, vi } from "vitest";
import { systemClock, type Clock } from "#platform";
import type { Answer } from "../../support/query.js";
import { startStack, type Stack } from "../../support/start-stack.js";

const page = "query($skus: [ID!]!) { products(skus: $skus) { sku name stock { available } } }";
const drainDelayMs = 54_321;

/** A clock on which the wait before connections close lasts until the test ends it. */
function drainingClock(): { readonly clock: Clock; readonly endDrain: () => void } {
  const drained = Promise.withResolvers<void>();
  const wait: Clock["wait"] = (ms, signal) => (ms === drainDelayMs ? drained.promise : systemClock.wait(ms, signal));
  return { clock: { ...systemClock, wait }, endDrain: drained.resolve };
}

interface UnderWay {
  readonly answer: Promise<Answer<{ readonly products: readonly { readonly stock: { readonly available: number } }[] }>>;
}

/** Sends a page that the ERP takes a while to answer, and gives it once it is under way. */
async function pageUnderWay(stack: Stack, fault: "latency" | "hang"): Promise<UnderWay> {
  stack.systems.erp.calls.reset();
  stack.systems.erp.faults.add([{ match: {}, fault, latencyMs: 700, times: 1 }]);
  const answer: UnderWay["answer"] = stack.query(page, { variables: { skus: stack.merchant.products.slice(0, 3).map(({ sku }) => sku) } });
  answer.catch(() => undefined);
  await vi.waitFor(() => expect(stack.systems.erp.calls.read().total).toBeGreaterThan(0), { interval: 5 });
  return { answer };
}

describe("a gateway that closes", () => {
  it("says that it is not ready, finishes what is under way, then lets go of every connection", async () => {
    const { clock, endDrain } = drainingClock();
    await using stack = await startStack({
      clock,
      change: (s) => ({ ...s, server: { ...s.server, drainDelayMs, shutdownGraceMs: 40_000 } }),
    });
    expect((await fetch(`${stack.url}/health/ready`)).status).toBe(200);
    const { answer } = await pageUnderWay(stack, "latency");
    const startedAt = performance.now();
    const closing = stack.gateway.close();

    const readiness = await fetch(`${stack.url}/health/ready`);
    expect([readiness.status, await readiness.json()]).toEqual([503, { status: "not ready" }]);
    expect((await fetch(`${stack.url}/health/live`)).status).toBe(200);

    endDrain();
    const { status, data, errors } = await answer;
    expect([status, errors]).toEqual([200, undefined]);
    expect(data?.products).toHaveLength(3);
    expect(data?.products[0]?.stock.available).toEqual(expect.any(Number));
    await closing;
    // A client that keeps its connection alive must not hold the process until the grace time is over.
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    await expect(fetch(`${stack.url}/health/live`)).rejects.toThrow();
  });

  it("gives up at the end of the grace time on what never finishes", async () => {
    await using stack = await startStack({
      change: (s) => ({ ...s, server: { ...s.server, shutdownGraceMs: 200, requestTimeoutMs: 30_000 } }),
    });
    const { answer } = await pageUnderWay(stack, "hang");
    await stack.gateway.close();
    await expect(answer).rejects.toThrow();
  });

  it("closes once, however often it is told to", async () => {
    await using stack = await startStack({ overHttp: ["shop"] });
    await Promise.all([stack.gateway.close(), stack.gateway.close()]);
    await stack.gateway.close();
  });

  it("is not held up by a client that connects and says nothing", async () => {
    await using stack = await startStack({ change: (s) => ({ ...s, server: { ...s.server, shutdownGraceMs: 40_000 } }) });
    const { hostname, port } = new URL(stack.url);
    const silent = connect(Number(port), hostname);
    silent.on("error", () => undefined);
    await new Promise((resolve) => silent.once("connect", resolve));
    const startedAt = performance.now();
    await stack.gateway.close();
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    silent.destroy();
  });
});

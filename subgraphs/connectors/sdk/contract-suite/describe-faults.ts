import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Call } from "../call.js";
import { batchedReads, knownKeys } from "./batched-reads.js";
import type { Bench, OpenSystem } from "./contract-bench.js";
import type { SuiteFault } from "./contract-world.js";

const always = { match: {} };
const patienceMs = 400;

/** Whatever the vendor does, the caller gets a stable error in time, and an answer again when the vendor is back. */
export function describeFaults(bench: Bench): void {
  const fail = (fault: Omit<SuiteFault, "match">): unknown => bench.faults().add([{ ...always, ...fault }]);
  beforeEach(() => void bench.faults().clear());
  afterEach(() => void bench.faults().clear());

  describe("when the vendor", () => {
    it("answers 500, reads are tried again, then the system is unavailable", async () => {
      await using system = bench.open();
      const ask = await warmRead(bench, system);
      await fail({ fault: "status", status: 500 });
      await bench.calls().reset();
      await expect(ask(system.call())).rejects.toMatchObject({ code: "SYSTEM_UNAVAILABLE", detail: { system: "contract" } });
      expect((await bench.calls().read()).total).toBeGreaterThanOrEqual(3);
    });

    it("answers 429, its Retry-After is honoured", async () => {
      await using system = bench.open();
      const ask = await warmRead(bench, system);
      await fail({ fault: "status", status: 429, retryAfter: 2, times: 1 });
      await ask(system.call());
      expect(Math.max(...system.clock.waits)).toBeGreaterThanOrEqual(2_000);
    });

    it("answers 429 for longer than the caller waits, the caller is told at once", async () => {
      await using system = bench.open();
      const ask = await warmRead(bench, system);
      await fail({ fault: "status", status: 429, retryAfter: 120 });
      await expect(ask(system.call())).rejects.toMatchObject({ code: "SYSTEM_RATE_LIMITED", retry: "later" });
    });

    it("hangs, the deadline holds", async () => {
      await using system = bench.open();
      const ask = await warmRead(bench, system);
      await fail({ fault: "hang" });
      const startedAt = performance.now();
      await expect(ask({ deadline: system.clock.now() + patienceMs })).rejects.toMatchObject({ code: "SYSTEM_TIMEOUT" });
      expect(performance.now() - startedAt).toBeLessThan(patienceMs + 2_000);
    });

    it("answers garbage, the answer is bad", async () => {
      await using system = bench.open();
      const ask = await warmRead(bench, system);
      await fail({ fault: "garbage" });
      await expect(ask(system.call())).rejects.toMatchObject({ code: "SYSTEM_BAD_ANSWER" });
    });

    it("cuts the connection, the system is unavailable", async () => {
      await using system = bench.open();
      const ask = await warmRead(bench, system);
      await fail({ fault: "reset" });
      await expect(ask(system.call())).rejects.toMatchObject({ code: "SYSTEM_UNAVAILABLE" });
    });

    it("stays down, the circuit opens; when it is back, the circuit closes by itself", async () => {
      await using system = bench.open();
      const ask = await warmRead(bench, system);
      await fail({ fault: "status", status: 503 });
      for (let calls = 0; calls < 10 && system.health().state === "closed"; calls += 1) await ask(system.call()).catch(() => undefined);
      expect(system.health().state).toBe("open");
      await expect(ask(system.call())).rejects.toMatchObject({ code: "SYSTEM_UNAVAILABLE" });
      await bench.faults().clear();
      system.clock.advance(60_000);
      await ask(system.call());
      expect(system.health().state).toBe("closed");
    });

    it("refuses the credentials, the error says so and shows none of them", async () => {
      await using system = bench.open(bench.wrongCredentials());
      const failure = await warmRead(bench, system).then(String, (error: unknown) => error);
      expect(failure).toMatchObject({ code: "SYSTEM_UNAUTHORIZED" });
      const changed = Object.entries(bench.wrongCredentials()).filter(([key, value]) => bench.settings()[key] !== value);
      for (const [, secret] of changed) expect(String(failure)).not.toContain(String(secret));
    });
  });
}

/** The first read that the connector offers, asked once so that login and reference data are there. */
async function warmRead(bench: Bench, system: OpenSystem): Promise<(call: Call) => Promise<unknown>> {
  const read = batchedReads.find(({ port }) => bench.connector.ports.includes(port));
  if (read === undefined) throw new Error("The connector offers no batched read.");
  const keys = knownKeys(read, bench.known());
  const ask = await read.prepare(system.ports, system.call());
  await ask(keys, system.call());
  return (call) => ask(keys, call);
}

import { describe, expect, it } from "vitest";
import { batchedReads, knownKeys, type BatchedRead } from "./batched-reads.js";
import { expectWellFormed } from "./check-values.js";
import type { Bench } from "./contract-bench.js";

const storefrontPage = 24;
const largeBatch = 250;

/** Every batched read of the declared ports answers what is known, leaves out what is not, and asks the vendor as seldom as it may. */
export function describeReads(bench: Bench): void {
  const reads = batchedReads.filter(({ port }) => bench.connector.ports.includes(port));
  describe.each(reads.map((read) => [read.name, read] as const))("%s", (_name, read) => {
    it("answers what is known and leaves out what is not", async () => {
      await using system = bench.open();
      const keys = knownKeys(read, bench.known());
      const ask = await read.prepare(system.ports, system.call());
      const answer = await ask([...keys, read.unknownOf(bench.known())], system.call());
      const found = [...answer.keys()];
      expect(keys).toEqual(expect.arrayContaining(found));
      if (read.isComplete) expect(found.toSorted()).toEqual([...new Set(keys)].toSorted());
      expectWellFormed(answer);
    });

    it("asks the vendor nothing for no keys", async () => {
      await using system = bench.open();
      const ask = await read.prepare(system.ports, system.call());
      await bench.calls().reset();
      expect((await ask([], system.call())).size).toBe(0);
      expect((await bench.calls().read()).total).toBe(0);
    });

    it(`asks for ${storefrontPage} keys in one batch`, async () => {
      await using system = bench.open();
      const keys = padded(read, bench, storefrontPage);
      const ask = await read.prepare(system.ports, system.call());
      await ask(keys, system.call());
      await bench.calls().reset();
      await ask(keys, system.call());
      expect((await bench.calls().read()).total).toBeLessThanOrEqual(bench.options.callsPerBatch?.[read.name] ?? 1);
    });

    it(`takes ${largeBatch} keys, and a key twice`, async () => {
      await using system = bench.open();
      const keys = padded(read, bench, largeBatch);
      const ask = await read.prepare(system.ports, system.call());
      const few = await ask(keys.slice(0, storefrontPage), system.call());
      const many = await ask([...keys, ...keys], system.call());
      expect(keys).toEqual(expect.arrayContaining([...many.keys()]));
      expect([...many.keys()]).toEqual(expect.arrayContaining([...few.keys()]));
    });

    it("gives up at once when the deadline has passed or the caller has left", async () => {
      await using system = bench.open();
      const keys = knownKeys(read, bench.known());
      const ask = await read.prepare(system.ports, system.call());
      await expect(ask(keys, { deadline: system.clock.now() - 1 })).rejects.toMatchObject({ code: "SYSTEM_TIMEOUT" });
      await expect(ask(keys, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "SYSTEM_TIMEOUT" });
    });
  });
}

/** The known keys and as many unknown ones as make `size`. */
function padded(read: BatchedRead, bench: Bench, size: number): readonly string[] {
  const known = knownKeys(read, bench.known()).slice(0, size);
  const unknown = read.unknownOf(bench.known());
  return [...known, ...Array.from({ length: size - known.length }, (_, index) => `${unknown}-${index}`)];
}

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it, vi } from "vitest";
import { connect, listen } from "./listen.js";
import { serveInProcess, serveOverHttp } from "./serve-warehouse.js";

/** What is on the heap when nothing more can be let go of. */
async function settledHeapBytes(): Promise<number> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  for (let round = 0; round < 4; round += 1) {
    collect();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return process.memoryUsage().heapUsed;
}

for (const [place, serve] of [
  ["in process", serveInProcess],
  ["over HTTP", serveOverHttp],
] as const) {
  it(`leaves the heap where it was after 10,000 subscriptions ${place} that began and ended`, { timeout: 180_000 }, async () => {
    await using served = await serve();
    // The connection stays open meanwhile, so that what each leaves behind on it adds up.
    const client = connect(served.socketUrl, { lazy: false });
    // Twenty at a time: begin, be heard by the subgraph, end.
    const query = "subscription($skus: [ID!]) { moved(skus: $skus) { by item { sku name freight } } }";
    const round = async (): Promise<void> => {
      const wanted = served.feed.counts.opened + 20;
      const listening = Array.from({ length: 20 }, (_, at) => listen(client, query, { variables: { skus: [String(at)] } }));
      while (served.feed.counts.opened < wanted) await new Promise((resolve) => setImmediate(resolve));
      await Promise.all(listening.map((one) => one.stop()));
    };
    const cycles = async (count: number): Promise<number> => {
      for (let done = 0; done < count; done += 20) await round();
      await vi.waitFor(() => expect(served.feed.counts.ended).toBe(served.feed.counts.opened));
      return settledHeapBytes();
    };
    const before = await cycles(1000);
    const after = await cycles(10_000);
    // Two hundred bytes that stay of each would be 2 MB.
    expect(after - before).toBeLessThan(2_000_000);
    await client.dispose();
  });
}

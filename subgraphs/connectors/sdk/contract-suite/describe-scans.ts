import { describe, expect, it } from "vitest";
import type { Ports } from "../ports.js";
import { expectWellFormed } from "./check-values.js";
import type { Bench, OpenSystem } from "./contract-bench.js";

interface Scanned {
  readonly sku: string;
}

const scans = ["catalog", "stock"] as const;

/** A scan goes through everything once, and stops when it is left. */
export function describeScans(bench: Bench): void {
  const offered = scans.filter((port) => bench.connector.ports.includes(port));
  describe.each(offered)("%s.scan", (port) => {
    it("goes through everything once", async () => {
      await using system = bench.open();
      const skus: string[] = [];
      for await (const page of scanOf(port, system)) {
        expectWellFormed(page);
        skus.push(...page.map(({ sku }) => sku));
      }
      expect(new Set(skus).size, "none twice").toBe(skus.length);
      expect(skus).toEqual(expect.arrayContaining([...bench.known().skus]));
    });

    it("stops when it is left after a page", async () => {
      await using system = bench.open();
      for await (const page of scanOf(port, system)) {
        expect(page.length).toBeGreaterThan(0);
        break;
      }
      expect(system.health().underWay).toBe(0);
    });
  });

  if (!bench.connector.ports.includes("catalog")) return;
  it("finds nothing that changed in the future", async () => {
    await using system = bench.open();
    const updatedSince = new Date(system.clock.now() + 365 * 86_400_000).toISOString();
    const pages = await Array.fromAsync(system.ports.catalog?.scan({ updatedSince }, system.call()) ?? []);
    expect(pages.flat()).toEqual([]);
  });
}

function scanOf(port: (typeof scans)[number], { ports, call }: OpenSystem): AsyncIterable<readonly Scanned[]> {
  const { catalog, stock }: Partial<Ports> = ports;
  const pages = port === "catalog" ? catalog?.scan({}, call()) : stock?.scan(call());
  if (pages === undefined) throw new Error(`The connector does not give ${port}.`);
  return pages;
}

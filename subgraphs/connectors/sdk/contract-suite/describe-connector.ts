import { describe } from "vitest";
import type { Connector } from "../connector.js";
import { useBench } from "./contract-bench.js";
import type { ContractOptions } from "./contract-world.js";
import { describeChanges } from "./describe-changes.js";
import { describeFaults } from "./describe-faults.js";
import { describeManifest } from "./describe-manifest.js";
import { describeReads } from "./describe-reads.js";
import { describeScans } from "./describe-scans.js";
import { describeValues } from "./describe-values.js";

/**
 * The contract of every connector, as vitest tests: what it declares, what its ports answer, how often it asks, and what happens when the
 * vendor fails. Runs against a simulator or a real system alike; where the system cannot fail on demand, a proxy before it does.
 */
export function describeConnector(connector: Connector, options: ContractOptions): void {
  describe(`connector ${connector.name}`, () => {
    const bench = useBench(connector, options);
    describeManifest(bench);
    describeReads(bench);
    describeValues(bench);
    describeScans(bench);
    describeChanges(bench);
    describeFaults(bench);
  });
}

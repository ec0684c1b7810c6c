import type { ObservableResult } from "@opentelemetry/api";
import { PasserelleError } from "../errors/index.js";
import type { Telemetry } from "../telemetry/telemetry.js";
import type { DatabaseKind } from "./database.js";

/** The metrics of one database. */
export interface DatabaseMetrics {
  /** Times one piece of work and counts how it ended. */
  readonly timed: <Result>(operation: string, work: () => Promise<Result>) => Promise<Result>;
  readonly close: () => void;
}

const boundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Makes the instruments; `underWay` is read when they are collected. */
export function createDatabaseMetrics({ meter }: Telemetry, kind: DatabaseKind, underWay: () => number): DatabaseMetrics {
  const durations = meter.createHistogram("passerelle_database_duration_seconds", {
    description: "Time of a piece of work on the database, waiting for a connection included.",
    unit: "s",
    advice: { explicitBucketBoundaries: boundaries },
  });
  const gauge = meter.createObservableGauge("passerelle_database_under_way", {
    description: "Pieces of work on the database, waiting for a connection or having one.",
  });
  const read = (result: ObservableResult): void => result.observe(underWay(), { kind });
  gauge.addCallback(read);
  return {
    timed: async (operation, work) => {
      const startedAt = performance.now();
      const record = (outcome: string): void => durations.record((performance.now() - startedAt) / 1000, { kind, operation, outcome });
      try {
        const result = await work();
        record("ok");
        return result;
      } catch (error) {
        record(error instanceof PasserelleError ? error.code : "error");
        throw error;
      }
    },
    close: () => gauge.removeCallback(read),
  };
}

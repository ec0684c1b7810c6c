import type { Meter, ObservableResult } from "@opentelemetry/api";

/** How one key of a read was answered. */
export type CacheOutcome =
  /** From what was kept. */
  | "hit"
  /** By another reading that was under way already. */
  | "joined"
  /** Nothing was kept. */
  | "miss"
  /** What was kept had outlived its lifetime. */
  | "expired"
  /** An event had overtaken what was kept. */
  | "invalid"
  /** This node did not hear of every event: the system was asked. */
  | "bypassed";

/** What the gauges read. */
export interface CacheReadings {
  readonly entries: () => number;
  readonly bytes: () => number;
}

/** The metrics of entity caching; names and labels are public. */
export interface CacheInstruments {
  readonly read: (kind: string, outcome: CacheOutcome, count: number) => void;
  /** A last known value stood in for a system that could not be asked. */
  readonly stoodIn: (kind: string, count: number) => void;
  /** An event brought the new value of something that was kept. */
  readonly corrected: (kind: string) => void;
  /** What was read was out of date before it could be kept. */
  readonly overtaken: (kind: string, count: number) => void;
  readonly evicted: () => void;
  /** The shared store failed, was late, or was left alone after that. */
  readonly sharedStore: (operation: "read" | "write", trouble: "failed" | "late" | "skipped") => void;
  /** Starts the gauges; the answer stops them. */
  readonly measure: (readings: CacheReadings) => () => void;
}

/** Makes the instruments. */
export function createCacheInstruments(meter: Meter): CacheInstruments {
  const counter = (name: string, description: string) => meter.createCounter(`passerelle_cache_${name}_total`, { description });
  const reads = counter("reads", "Keys read through the entity cache, by kind and by how they were answered.");
  const stale = counter("stale", "Last known values that stood in for a system that could not be asked.");
  const corrections = counter("corrections", "Kept values that an event replaced with its own.");
  const overtaken = counter("overtaken", "Values that were out of date before they could be kept.");
  const evictions = counter("evictions", "Entries that made room for others.");
  const shared = counter(
    "shared_store_troubles",
    "Reads and writes of the shared store that failed, were late, or were skipped after that.",
  );
  return {
    read: (kind, outcome, count) => reads.add(count, { kind, outcome }),
    stoodIn: (kind, count) => stale.add(count, { kind }),
    corrected: (kind) => corrections.add(1, { kind }),
    overtaken: (kind, count) => overtaken.add(count, { kind }),
    evicted: () => evictions.add(1),
    sharedStore: (operation, trouble) => shared.add(1, { operation, trouble }),
    measure: (readings) => measure(meter, readings),
  };
}

function measure(meter: Meter, readings: CacheReadings): () => void {
  const entries = meter.createObservableGauge("passerelle_cache_entries", { description: "Entries kept in this process." });
  const bytes = meter.createObservableGauge("passerelle_cache_bytes", { description: "Length of their JSON.", unit: "By" });
  const readEntries = (result: ObservableResult): void => result.observe(readings.entries());
  const readBytes = (result: ObservableResult): void => result.observe(readings.bytes());
  entries.addCallback(readEntries);
  bytes.addCallback(readBytes);
  return () => {
    entries.removeCallback(readEntries);
    bytes.removeCallback(readBytes);
  };
}

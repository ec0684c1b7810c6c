import type { Attributes, Meter, ObservableResult } from "@opentelemetry/api";
import type { BreakerState } from "./circuit-breaker.js";

/** What the gauges read when they are collected. */
export interface VendorReadings {
  readonly breaker: () => BreakerState;
  readonly waiting: () => number;
  readonly underWay: () => number;
}

/** One finished call, as the metrics see it. */
export interface FinishedCall {
  readonly operation: string;
  /** `ok` or the error's code. */
  readonly outcome: string;
  readonly seconds: number;
}

/** The metrics of one system's client. */
export interface VendorInstruments {
  readonly finished: (call: FinishedCall) => void;
  readonly retried: (operation: string) => void;
  /** Stops the gauges. */
  readonly close: () => void;
}

const breakerLevels: Readonly<Record<BreakerState, number>> = { closed: 0, "half-open": 1, open: 2 };
// Seconds: vendors answer in anything from milliseconds to a minute.
const boundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Makes the instruments of one system; names and labels are public (see the metrics reference). */
export function createVendorInstruments(meter: Meter, system: string, readings: VendorReadings): VendorInstruments {
  const requests = meter.createCounter("passerelle_vendor_requests_total", {
    description: "Vendor calls by outcome; retries are not counted.",
  });
  const retries = meter.createCounter("passerelle_vendor_retries_total", { description: "Tries after the first one." });
  const durations = meter.createHistogram("passerelle_vendor_request_duration_seconds", {
    description: "Time of a vendor call with its waits and retries.",
    unit: "s",
    advice: { explicitBucketBoundaries: boundaries },
  });
  const breaker = meter.createObservableGauge("passerelle_vendor_breaker_state", { description: "0 closed, 1 half-open, 2 open." });
  const queue = meter.createObservableGauge("passerelle_vendor_queue", { description: "Requests that wait or are under way." });
  const readBreaker = (result: ObservableResult<Attributes>): void => result.observe(breakerLevels[readings.breaker()], { system });
  const readQueue = (result: ObservableResult<Attributes>): void => {
    result.observe(readings.waiting(), { system, state: "waiting" });
    result.observe(readings.underWay(), { system, state: "under_way" });
  };
  breaker.addCallback(readBreaker);
  queue.addCallback(readQueue);
  return {
    finished: ({ operation, outcome, seconds }) => {
      requests.add(1, { system, operation, outcome });
      durations.record(seconds, { system, operation });
    },
    retried: (operation) => retries.add(1, { system, operation }),
    close: () => {
      breaker.removeCallback(readBreaker);
      queue.removeCallback(readQueue);
    },
  };
}

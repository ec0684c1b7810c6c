import type { Attributes, Meter, ObservableResult } from "@opentelemetry/api";
import type { ChangeEvent } from "./change-event.js";
import type { Standing } from "./version-register.js";

/** What the gauges read when they are collected. */
export interface EventReadings {
  readonly history: () => { readonly events: number; readonly bytes: number };
  /** How many follow. */
  readonly count: () => number;
  readonly lag: () => number;
  readonly isCurrent: () => boolean;
}

/** The metrics of one node's bus. */
export interface EventInstruments {
  readonly applied: (event: ChangeEvent, standing: Standing) => void;
  readonly missed: () => void;
  /** Every event was lost track of. */
  readonly reset: () => void;
  /** Stops the gauges. */
  readonly close: () => void;
}

/** Makes the instruments of a bus; names and labels are public. */
export function createEventInstruments(meter: Meter, readings: EventReadings): EventInstruments {
  const events = meter.createCounter("passerelle_events_total", {
    description: "Changes applied on this node, by what they were worth: newest, older, duplicate, unsure.",
  });
  const missed = meter.createCounter("passerelle_event_followers_missed_total", {
    description: "Followers that lagged by more than the history.",
  });
  const resets = meter.createCounter("passerelle_event_resets_total", {
    description: "Times that this node lost track of changes and dropped everything.",
  });
  const stop = observe(meter, [
    ["passerelle_event_history", "Events in the history.", () => readings.history().events],
    ["passerelle_event_history_bytes", "Their size, estimated.", () => readings.history().bytes],
    ["passerelle_event_followers", "Who follows the events on this node.", readings.count],
    ["passerelle_event_followers_lag", "Events by which the slowest follower lags.", readings.lag],
    [
      "passerelle_events_current",
      "1 while this node hears of every change, 0 while it must not trust what it keeps.",
      () => Number(readings.isCurrent()),
    ],
  ]);
  return {
    applied: ({ type, system, origin }, standing) => events.add(1, { type, system, origin, standing }),
    missed: () => missed.add(1),
    reset: () => resets.add(1),
    close: stop,
  };
}

type Reading = readonly [name: string, description: string, read: () => number];

function observe(meter: Meter, readings: readonly Reading[]): () => void {
  const gauges = readings.map(([name, description, read]) => {
    const gauge = meter.createObservableGauge(name, { description });
    const callback = (result: ObservableResult<Attributes>): void => result.observe(read());
    gauge.addCallback(callback);
    return () => gauge.removeCallback(callback);
  });
  return () => {
    for (const stop of gauges) stop();
  };
}

import type { Meter } from "@opentelemetry/api";
import type { Change } from "#sdk";

/** The metrics of changes that have to be asked for; names and labels are public. */
export interface IntakeInstruments {
  readonly polled: (system: string, kind: string, outcome: "changes" | "quiet" | "failed") => void;
  /** Changes that were told, and how long after they happened, where the system says when. */
  readonly told: (system: string, changes: readonly Change[], now: number) => void;
  readonly compared: (system: string, result: { readonly records: number; readonly drift: number }) => void;
}

/** Makes the instruments. */
export function createIntakeInstruments(meter: Meter): IntakeInstruments {
  const polls = meter.createCounter("passerelle_polls_total", {
    description: "Times that a system was asked for its changes, by kind and outcome: changes, quiet, failed.",
  });
  const changes = meter.createCounter("passerelle_poll_changes_total", { description: "Changes that were found by asking, by type." });
  const lag = meter.createHistogram("passerelle_poll_lag_seconds", {
    description: "Time from a change, as the system stamps it, until everybody was told.",
    unit: "s",
  });
  const compared = meter.createCounter("passerelle_compared_records_total", { description: "Records that a full comparison looked at." });
  const drift = meter.createCounter("passerelle_drift_total", {
    description: "Records that had changed without anybody telling, found by a full comparison.",
  });
  return {
    polled: (system, kind, outcome) => polls.add(1, { system, kind, outcome }),
    told: (system, told, now) => {
      for (const { type, changedAt } of told) {
        changes.add(1, { system, type });
        if (changedAt !== undefined) lag.record(Math.max(0, now - Date.parse(changedAt)) / 1_000, { system, type });
      }
    },
    compared: (system, result) => {
      compared.add(result.records, { system });
      drift.add(result.drift, { system });
    },
  };
}

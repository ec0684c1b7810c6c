import type { ObservableResult } from "@opentelemetry/api";
import type { Telemetry } from "#platform";

/** What became of a genuine webhook: applied; kept to be applied later; known already; of no interest; kept, and not to be applied now. */
export type Outcome = "applied" | "later" | "duplicate" | "ignored" | "failed";

/** The metrics of webhooks; names and labels are public. */
export interface WebhookMetrics {
  readonly received: (system: string, outcome: Outcome, seconds: number) => void;
  readonly refused: (system: string, reason: string) => void;
  /** Notices whose subjects the vendor did not name in time, so that all of their kind were dropped. */
  readonly coarse: (system: string) => void;
  readonly recovered: (system: string) => void;
  readonly close: () => void;
}

const boundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Makes the instruments; `pending` is read when they are collected. */
export function createWebhookMetrics({ meter }: Telemetry, pending: () => number): WebhookMetrics {
  const received = meter.createCounter("passerelle_webhooks_received_total", { description: "Genuine webhooks by what became of them." });
  const refused = meter.createCounter("passerelle_webhooks_refused_total", { description: "Webhooks that were not taken, by reason." });
  const coarse = meter.createCounter("passerelle_webhooks_coarse_total", {
    description: "Webhooks whose subjects could not be looked up in time: all of their kind was dropped from the caches.",
  });
  const recovered = meter.createCounter("passerelle_webhooks_recovered_total", {
    description: "Webhooks that were kept earlier and applied later, after a failure or a restart.",
  });
  const durations = meter.createHistogram("passerelle_webhook_duration_seconds", {
    description: "Time from a webhook's arrival to our answer.",
    unit: "s",
    advice: { explicitBucketBoundaries: boundaries },
  });
  const inbox = meter.createObservableGauge("passerelle_webhook_inbox", { description: "Webhooks that are kept and not applied yet." });
  const read = (result: ObservableResult): void => result.observe(pending());
  inbox.addCallback(read);
  return {
    received: (system, outcome, seconds) => {
      received.add(1, { system, outcome });
      durations.record(seconds, { system });
    },
    refused: (system, reason) => refused.add(1, { system, reason }),
    coarse: (system) => coarse.add(1, { system }),
    recovered: (system) => recovered.add(1, { system }),
    close: () => inbox.removeCallback(read),
  };
}

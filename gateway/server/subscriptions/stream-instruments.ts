import type { Telemetry } from "#platform";

/** Counts what happens to clients' subscriptions. Plain numbers where it happens for each client and event. */
export interface StreamInstruments {
  /** Clients' subscriptions that are open. */
  subscriptions: number;
  /** Streams behind them. */
  streams: number;
  /** Events handed to clients' connections. */
  sent: number;
  /** Events that a newer one with the same key made superfluous while they waited. */
  coalesced: number;
  /** Readers given up, because they did not read or too much waited for them. */
  givenUp: number;
}

/** Instruments whose numbers are read when metrics are. */
export function streamInstruments({ meter }: Telemetry): StreamInstruments {
  const counts: StreamInstruments = { subscriptions: 0, streams: 0, sent: 0, coalesced: 0, givenUp: 0 };
  const gauge = (name: string, description: string, key: keyof StreamInstruments): void =>
    meter.createObservableUpDownCounter(name, { description }).addCallback((result) => result.observe(counts[key]));
  const counter = (name: string, description: string, key: keyof StreamInstruments): void =>
    meter.createObservableCounter(name, { description }).addCallback((result) => result.observe(counts[key]));
  gauge("passerelle_subscriptions", "Open subscriptions of clients.", "subscriptions");
  gauge("passerelle_subscription_streams", "Streams that clients' subscriptions share.", "streams");
  counter("passerelle_subscription_events_total", "Events sent to clients.", "sent");
  counter(
    "passerelle_subscription_events_coalesced_total",
    "Events that a newer one replaced before a slow reader took them.",
    "coalesced",
  );
  counter("passerelle_subscription_readers_given_up_total", "Subscriptions ended because their client did not keep up.", "givenUp");
  return counts;
}

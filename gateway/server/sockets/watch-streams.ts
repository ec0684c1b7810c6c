import type { Telemetry } from "#platform";
import { eventStream, type EventStream } from "../../engine/index.js";

/** Wraps clients' subscriptions so that those open, and their events, are counted. */
export function watchStreams({ meter }: Telemetry): <Event>(stream: EventStream<Event>) => EventStream<Event> {
  const open = meter.createUpDownCounter("passerelle_subscriptions", { description: "Open subscriptions of clients." });
  const events = meter.createCounter("passerelle_subscription_events_total", { description: "Events sent to clients." });
  return (stream) => {
    open.add(1);
    return eventStream({
      pull: async () => {
        const next = await stream.next();
        if (next.done !== true) events.add(1);
        return next;
      },
      end: async () => {
        open.add(-1);
        await stream.return();
      },
    });
  };
}

import { SpanKind } from "@opentelemetry/api";
import { inSpan, type Telemetry } from "#platform";
import type { Source, SourceEvent } from "./source.js";
import { eventStream, isEventStream } from "./stream/event-stream.js";

/** Wraps sources so that each fetch is counted and stands in a span `fetch <subgraph>`, and streams and their events are counted. */
export function traceSources(telemetry: Telemetry): (name: string, source: Source) => Source {
  const fetches = telemetry.meter.createCounter("passerelle_subgraph_fetches_total", { description: "Fetches from subgraphs." });
  const streams = telemetry.meter.createUpDownCounter("passerelle_subgraph_streams", { description: "Open subscriptions at subgraphs." });
  const events = telemetry.meter.createCounter("passerelle_subgraph_events_total", {
    description: "Events of subscriptions at subgraphs.",
  });
  const counted =
    (subscribe: NonNullable<Source["subscribe"]>, subgraph: string): NonNullable<Source["subscribe"]> =>
    async (request, context) => {
      const opened = await subscribe(request, context);
      if (!isEventStream(opened)) return opened;
      streams.add(1, { subgraph });
      return eventStream<SourceEvent>({
        pull: async () => {
          const next = await opened.next();
          if (next.done !== true) events.add(1, { subgraph });
          return next;
        },
        end: async () => {
          streams.add(-1, { subgraph });
          await opened.return();
        },
      });
    };
  return (name, source) => ({
    fetch: (request, context) => {
      fetches.add(1, { subgraph: name });
      const start = { name: `fetch ${name}`, kind: SpanKind.CLIENT, attributes: { "passerelle.subgraph": name } };
      return inSpan(telemetry.tracer, start, () => source.fetch(request, context));
    },
    ...(source.subscribe && { subscribe: counted(source.subscribe, name) }),
  });
}

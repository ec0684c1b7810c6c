import { SpanKind } from "@opentelemetry/api";
import { inSpan, type SpanStart, type Telemetry } from "#platform";
import type { Source, SourceEvent } from "./source.js";
import { eventStream, isEventStream } from "./stream/event-stream.js";

/** Wraps sources so that each fetch is counted and stands in a span `fetch <subgraph>`, and streams and their events are counted. */
export function traceSources(telemetry: Telemetry): (name: string, source: Source) => Source {
  // A plain number where it happens, for each fetch of each request; read when metrics are.
  const fetches = new Map<string, number>();
  telemetry.meter
    .createObservableCounter("passerelle_subgraph_fetches_total", { description: "Fetches from subgraphs." })
    .addCallback((result) => fetches.forEach((count, subgraph) => result.observe(count, { subgraph })));
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
  const startOf = (name: string): SpanStart => ({
    name: `fetch ${name}`,
    kind: SpanKind.CLIENT,
    attributes: { "passerelle.subgraph": name },
  });
  return (name, source) => ({
    fetch: (request, context) => {
      fetches.set(name, (fetches.get(name) ?? 0) + 1);
      return inSpan(telemetry.tracer, startOf(name), () => source.fetch(request, context));
    },
    ...(source.subscribe && { subscribe: counted(source.subscribe, name) }),
  });
}

import { SpanKind } from "@opentelemetry/api";
import { inSpan, type Telemetry } from "#platform";
import type { Source } from "./source.js";

/** Wraps sources so that each fetch is counted and stands in a span `fetch <subgraph>`. */
export function traceSources(telemetry: Telemetry): (name: string, source: Source) => Source {
  const fetches = telemetry.meter.createCounter("passerelle_subgraph_fetches_total", { description: "Fetches from subgraphs." });
  return (name, source) => ({
    fetch: (request, context) => {
      fetches.add(1, { subgraph: name });
      const start = { name: `fetch ${name}`, kind: SpanKind.CLIENT, attributes: { "passerelle.subgraph": name } };
      return inSpan(telemetry.tracer, start, () => source.fetch(request, context));
    },
  });
}

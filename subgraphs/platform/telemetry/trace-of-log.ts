import { trace } from "@opentelemetry/api";

/** The ids of the active span, for a log line: `trace_id` and `span_id` as OpenTelemetry names them in logs; empty outside a trace. */
export function traceOfLog(): { readonly trace_id?: string; readonly span_id?: string } {
  const span = trace.getActiveSpan()?.spanContext();
  return span === undefined ? {} : { trace_id: span.traceId, span_id: span.spanId };
}

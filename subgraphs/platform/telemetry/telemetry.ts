import { metrics, trace, type Meter, type Tracer } from "@opentelemetry/api";

/** Where spans and metrics go; both do nothing until a telemetry SDK is registered. */
export interface Telemetry {
  readonly tracer: Tracer;
  readonly meter: Meter;
}

/** The process's own telemetry. Instruments must be made after the SDK is registered: a meter, unlike a tracer, is not handed on later. */
export function globalTelemetry(): Telemetry {
  return { tracer: trace.getTracer("passerelle"), meter: metrics.getMeter("passerelle") };
}

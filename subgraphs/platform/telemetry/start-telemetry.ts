import { context, metrics, propagation, trace, TraceFlags, type SpanContext } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { PrometheusExporter } from "@opentelemetry/exporter-prometheus";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { MeterProvider } from "@opentelemetry/sdk-metrics";
import { RandomIdGenerator } from "@opentelemetry/sdk-trace-base";
import { NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { ATTR_SERVICE_NAME, ATTR_SERVICE_VERSION } from "@opentelemetry/semantic-conventions";
import type { IncomingMessage, ServerResponse } from "node:http";
import { globalTelemetry, type Telemetry } from "./telemetry.js";

/** Where spans and metrics of this process go. */
export interface TelemetryOptions {
  readonly serviceName: string;
  readonly serviceVersion: string;
  /** OTLP/HTTP collector, for example `http://collector:4318`; nothing is exported when absent. */
  readonly otlpEndpoint?: string | undefined;
}

/** Telemetry under way. */
export interface RunningTelemetry extends Telemetry {
  /**
   * A trace for a request that comes without one, for the log and for whoever is asked on its way; absent where spans are recorded, since then
   * they have their own.
   */
  readonly unrecordedTrace?: () => SpanContext;
  /** Answers with all metrics in Prometheus' text format. */
  readonly writeMetrics: (request: IncomingMessage, response: ServerResponse) => void;
  /** Sends what is not sent yet, at most for two seconds, and gives the globals back. */
  readonly close: () => Promise<void>;
}

const closeMs = 2000;

/**
 * Starts tracing and metrics for this process and registers them globally (W3C trace context, async context). Call it before anything that
 * makes instruments, and once a process.
 */
export async function startTelemetry(options: TelemetryOptions): Promise<RunningTelemetry> {
  const resource = resourceFromAttributes({ [ATTR_SERVICE_NAME]: options.serviceName, [ATTR_SERVICE_VERSION]: options.serviceVersion });
  const prometheus = new PrometheusExporter({ preventServerStart: true });
  // Loaded where it is used only: most starts have no collector, and should not wait for what talks to one.
  const otlp = options.otlpEndpoint === undefined ? undefined : (await import("./otlp-export.js")).otlpExport(options.otlpEndpoint);
  const meters = new MeterProvider({ resource, readers: otlp ? [prometheus, otlp.metrics] : [prometheus] });
  // Without a collector nobody would see a span, so none is made: the tracers that are there by themselves hand a trace on as it came.
  const tracers = otlp && new NodeTracerProvider({ resource, spanProcessors: [otlp.spans] });
  if (tracers) trace.setGlobalTracerProvider(tracers);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  metrics.setGlobalMeterProvider(meters);
  return {
    ...globalTelemetry(),
    ...(tracers === undefined && { unrecordedTrace }),
    writeMetrics: (request, response) => prometheus.getMetricsRequestHandler(request, response),
    close: async () => {
      await Promise.race([Promise.allSettled([tracers?.shutdown(), meters.shutdown()]), unrefWait(closeMs)]);
      for (const api of [trace, metrics, context, propagation]) api.disable();
    },
  };
}

const ids = new RandomIdGenerator();

function unrecordedTrace(): SpanContext {
  return { traceId: ids.generateTraceId(), spanId: ids.generateSpanId(), traceFlags: TraceFlags.SAMPLED };
}

function unrefWait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-proto";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { PeriodicExportingMetricReader, type MetricReader } from "@opentelemetry/sdk-metrics";
import { BatchSpanProcessor, type SpanProcessor } from "@opentelemetry/sdk-trace-base";

/** What sends spans and metrics to a collector. */
export interface OtlpExport {
  readonly spans: SpanProcessor;
  readonly metrics: MetricReader;
}

/** Exports over OTLP/HTTP in protobuf to a collector's base URL. */
export function otlpExport(endpoint: string): OtlpExport {
  const base = endpoint.replace(/\/$/, "");
  return {
    spans: new BatchSpanProcessor(new OTLPTraceExporter({ url: `${base}/v1/traces` }), { scheduledDelayMillis: 500 }),
    metrics: new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter({ url: `${base}/v1/metrics` }) }),
  };
}

import { context, propagation, SpanStatusCode } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
  type MetricData,
} from "@opentelemetry/sdk-metrics";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "#platform";
import { inTurn, json, startVendor } from "../testing/start-vendor.js";
import { createHttpClient } from "./create-http-client.js";

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
});
afterAll(() => {
  context.disable();
  propagation.disable();
});

function watched(baseUrl: string) {
  const spans = new InMemorySpanExporter();
  const tracer = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }).getTracer("test");
  const reader = new PeriodicExportingMetricReader({ exporter: new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE) });
  const meter = new MeterProvider({ readers: [reader] }).getMeter("test");
  const clock = { now: systemClock.now, wait: async () => undefined };
  const limits = { perSecond: 100, concurrency: 2 };
  const log = pino({ level: "silent" });
  const client = createHttpClient({
    system: "erp",
    connector: { name: "fake" },
    baseUrl,
    limits,
    clock,
    log,
    telemetry: { tracer, meter },
  });
  const metrics = async (): Promise<MetricData[]> =>
    (await reader.collect()).resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics);
  const points = async (name: string) =>
    (await metrics())
      .find(({ descriptor }) => descriptor.name === name)
      ?.dataPoints.map(({ attributes, value }) => ({ ...attributes, value }));
  return { client, spans, points };
}

const read = { operation: "things.list", method: "GET", path: "/things/4711?key=secret-1", effect: "read", call: {} } as const;

describe("telemetry of a vendor call", () => {
  it("is one client span whose trace goes on at the vendor, with retries counted and nothing secret in it", async () => {
    await using vendor = await startVendor(inTurn(json({}, 500), json({ ok: 1 })));
    const { client, spans } = watched(vendor.url);
    await client.send(read);
    const [span] = spans.getFinishedSpans();
    expect(span).toMatchObject({ name: "vendor things.list", kind: 2 });
    expect(span?.attributes).toMatchObject({
      "passerelle.system": "erp",
      "passerelle.connector": "fake",
      "http.request.method": "GET",
      "http.response.status_code": 200,
      "http.request.resend_count": 1,
      "server.address": "127.0.0.1",
    });
    expect(JSON.stringify(span?.attributes)).not.toMatch(/secret-1|4711/);
    const { traceId = "", spanId = "" } = span?.spanContext() ?? {};
    expect(vendor.received[1]?.headers.traceparent).toBe(`00-${traceId}-${spanId}-01`);
  });

  it("marks a failure with its code", async () => {
    await using vendor = await startVendor(json({}, 404));
    const { client, spans } = watched(vendor.url);
    await client.send(read).catch(() => undefined);
    const [span] = spans.getFinishedSpans();
    expect(span?.status).toEqual({ code: SpanStatusCode.ERROR, message: "SYSTEM_REFUSED" });
    expect(span?.events).toEqual([]);
  });

  it("counts calls by outcome, retries, and shows the breaker and the queue", async () => {
    await using vendor = await startVendor(inTurn(json({}, 500), json({ ok: 1 }), json({}, 404)));
    const { client, points } = watched(vendor.url);
    await client.send(read);
    await client.send(read).catch(() => undefined);
    const where = { system: "erp", operation: "things.list" };
    expect(await points("passerelle_vendor_requests_total")).toEqual([
      { ...where, outcome: "ok", value: 1 },
      { ...where, outcome: "SYSTEM_REFUSED", value: 1 },
    ]);
    expect(await points("passerelle_vendor_retries_total")).toEqual([{ ...where, value: 1 }]);
    expect(await points("passerelle_vendor_request_duration_seconds")).toMatchObject([{ ...where, value: { count: 2 } }]);
    expect(await points("passerelle_vendor_breaker_state")).toEqual([{ system: "erp", value: 0 }]);
    expect(await points("passerelle_vendor_queue")).toEqual([
      { system: "erp", state: "waiting", value: 0 },
      { system: "erp", state: "under_way", value: 0 },
    ]);
  });
});

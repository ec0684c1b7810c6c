import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { Type } from "protobufjs";
import { z } from "zod";
import { isBound } from "../is-bound.js";
import { metricsRequest, tracesRequest } from "./otlp-messages.js";

/** A span as it was exported; ids in hexadecimal. */
export interface ExportedSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for the first of a trace. */
  readonly parentSpanId: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** All that the span says, for a search for what it must not say. */
  readonly text: string;
}

/** An OpenTelemetry collector that keeps what it is sent. */
export interface Collector extends AsyncDisposable {
  /** OTLP/HTTP endpoint, without the signal's path. */
  readonly endpoint: string;
  readonly spans: readonly ExportedSpan[];
  readonly metrics: ReadonlySet<string>;
}

const hex = z.instanceof(Uint8Array).transform((bytes) => Buffer.from(bytes).toString("hex"));
const keyValues = z.array(z.object({ key: z.string(), value: z.looseObject({}) })).default([]);
const span = z.object({
  traceId: hex,
  spanId: hex,
  parentSpanId: hex.default(""),
  name: z.string(),
  attributes: keyValues,
  events: z.array(z.object({ name: z.string(), attributes: keyValues })).default([]),
  status: z.object({ message: z.string().default("") }).optional(),
});
const scoped = <Items extends z.ZodRawShape>(items: Items) => z.array(z.object(items)).default([]);
const traces = z.object({ resourceSpans: scoped({ scopeSpans: scoped({ spans: z.array(span).default([]) }) }) });
const measured = z.object({
  resourceMetrics: scoped({ scopeMetrics: scoped({ metrics: z.array(z.object({ name: z.string() })).default([]) }) }),
});

/** Starts a collector on a free port: OTLP over HTTP in protobuf, decoded with the protocol's own field numbers. */
export async function startCollector(): Promise<Collector> {
  const spans: ExportedSpan[] = [];
  const metrics = new Set<string>();
  const server = createServer((request, response) => {
    void read(request).then((body) => {
      if (request.url === "/v1/traces") spans.push(...spansIn(body));
      else if (request.url === "/v1/metrics") for (const name of metricsIn(body)) metrics.add(name);
      response.writeHead(200, { "content-type": "application/x-protobuf" }).end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    endpoint: `http://127.0.0.1:${isBound(address) ? address.port : 0}`,
    spans,
    metrics,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function read(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

function decoded(type: Type, body: Uint8Array): unknown {
  return type.toObject(type.decode(body), { longs: String });
}

function spansIn(body: Uint8Array): ExportedSpan[] {
  const { resourceSpans } = traces.parse(decoded(tracesRequest, body));
  const exported = resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
  return exported.map(({ traceId, spanId, parentSpanId, name, attributes, events, status }) => ({
    traceId,
    spanId,
    parentSpanId,
    name,
    attributes: Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]])),
    text: JSON.stringify([name, attributes, events, status]),
  }));
}

function metricsIn(body: Uint8Array): string[] {
  const { resourceMetrics } = measured.parse(decoded(metricsRequest, body));
  return resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics.map(({ name }) => name)));
}

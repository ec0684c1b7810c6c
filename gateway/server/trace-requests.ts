import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Span } from "@opentelemetry/api";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { RunningTelemetry } from "#platform";

/** Puts every request into a server span (continued from `traceparent` where it is sent) and measures it. */
export function traceRequests(app: FastifyInstance, { tracer, meter, unrecordedTrace }: RunningTelemetry): void {
  const duration = meter.createHistogram("passerelle_http_request_duration_seconds", {
    unit: "s",
    description: "Time from the first byte of a request to the last of its answer.",
    advice: { explicitBucketBoundaries: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] },
  });
  const underWay = meter.createUpDownCounter("passerelle_http_requests_under_way", { description: "Requests under way." });
  const spans = new WeakMap<FastifyRequest, Span>();

  app.addHook("onRequest", (request, _reply, done) => {
    underWay.add(1);
    const told = propagation.extract(ROOT_CONTEXT, request.headers);
    const parent = unrecordedTrace && !trace.getSpanContext(told) ? trace.setSpanContext(told, unrecordedTrace()) : told;
    const route = request.routeOptions.url ?? "unknown";
    const attributes = { "http.request.method": request.method, "http.route": route, "url.path": route };
    const span = tracer.startSpan(`${request.method} ${route}`, { kind: SpanKind.SERVER, attributes }, parent);
    spans.set(request, span);
    context.with(trace.setSpan(parent, span), done);
  });
  app.addHook("onResponse", (request, reply, done) => {
    underWay.add(-1);
    const status = reply.statusCode;
    duration.record(reply.elapsedTime / 1000, { route: request.routeOptions.url ?? "unknown", method: request.method, status });
    const span = spans.get(request);
    span?.setAttribute("http.response.status_code", status);
    if (status >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
    done();
  });
}

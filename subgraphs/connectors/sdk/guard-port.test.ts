import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { context, metrics, trace, type Counter } from "@opentelemetry/api";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SystemRefused } from "./errors.js";
import { guardPort } from "./guard-port.js";

beforeAll(() => void context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable()));
afterAll(() => context.disable());

function guarded<Port extends object>(port: Port) {
  const spans = new InMemorySpanExporter();
  const tracer = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }).getTracer("test");
  const counted: unknown[] = [];
  const calls: Counter = { add: (value, attributes) => void counted.push({ value, ...attributes }) };
  return {
    port: guardPort("stock", port, { system: "erp", telemetry: { tracer, meter: metrics.getMeter("test") }, calls }),
    spans,
    counted,
  };
}

describe("a guarded port", () => {
  it("makes a span and a count of each call, with the size of its batch and none of its keys", async () => {
    const { port, spans, counted } = guarded({ stockOf: async (skus: readonly string[]) => skus.length });
    expect(await port.stockOf(["A", "B"])).toBe(2);
    const [span] = spans.getFinishedSpans();
    expect(span?.name).toBe("port stock.stockOf");
    expect(span?.attributes).toEqual({
      "passerelle.system": "erp",
      "passerelle.port": "stock",
      "passerelle.method": "stockOf",
      "passerelle.batch_size": 2,
    });
    expect(counted).toEqual([{ value: 1, system: "erp", port: "stock", method: "stockOf" }]);
  });

  it("makes one span of a whole scan, active while each page is fetched", async () => {
    const active: (string | undefined)[] = [];
    const scan = async function* () {
      for (const page of [1, 2]) {
        active.push(trace.getActiveSpan()?.spanContext().spanId);
        yield page;
      }
    };
    const { port, spans } = guarded({ scan });
    expect(await Array.fromAsync(port.scan())).toEqual([1, 2]);
    const [span] = spans.getFinishedSpans();
    expect(active).toEqual([span?.spanContext().spanId, span?.spanContext().spanId]);
  });

  it("passes our own errors on as they are", async () => {
    const error = new SystemRefused({ system: "erp", operation: "read" });
    const { port, spans } = guarded({ stockOf: () => Promise.reject(error) });
    await expect(port.stockOf()).rejects.toBe(error);
    expect(spans.getFinishedSpans()[0]?.status.message).toBe("SYSTEM_REFUSED");
  });
});

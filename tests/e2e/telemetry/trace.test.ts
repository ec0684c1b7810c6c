import { randomBytes } from "node:crypto";
import { PassThrough } from "node:stream";
import { pino, type Logger } from "pino";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startDemoSystems, type DemoSystems } from "#systems";
import { traceOfLog } from "#platform";
import { startCollector, type Collector, type ExportedSpan } from "../../support/otlp/start-collector.js";
import { startRelay, type Relay } from "../../support/start-relay.js";
import { smallMerchant, startStack, type Stack } from "../../support/start-stack.js";

const page = `query Page($skus: [ID!]!) {
  me { id email }
  products(skus: $skus) { sku name stock { available } price { net { amount } } listing { title } }
}`;
const customer = "C-00001";

describe("the trace of a request", () => {
  const merchant = smallMerchant();
  const lines: string[] = [];
  let collector: Collector;
  let demo: DemoSystems;
  let erpDoor: Relay;
  let stack: Stack;
  beforeAll(async () => {
    collector = await startCollector();
    demo = await startDemoSystems({ merchant });
    const { erp } = demo.systems;
    erpDoor = await startRelay(erp.url);
    const systems = { ...demo.systems, erp: { ...erp, credentials: { ...erp.credentials, url: erpDoor.address } } };
    stack = await startStack({ merchant, systems, otlpEndpoint: collector.endpoint, log: logInto(lines) });
  });
  afterAll(async () => {
    await stack[Symbol.asyncDispose]();
    for (const one of [erpDoor, demo, collector]) await one[Symbol.asyncDispose]();
  });

  interface Traced {
    readonly traceId: string;
    readonly callerSpan: string;
    readonly token: string;
  }

  async function ask(document: string, variables?: Record<string, unknown>): Promise<Traced> {
    const traced = {
      traceId: randomBytes(16).toString("hex"),
      callerSpan: randomBytes(8).toString("hex"),
      token: await stack.token({ customer }),
    };
    const headers = { traceparent: `00-${traced.traceId}-${traced.callerSpan}-01` };
    await stack.query(document, { token: traced.token, headers, ...(variables && { variables }) });
    return traced;
  }

  async function traceOf({ traceId }: Traced): Promise<ExportedSpan[]> {
    const trace = (): ExportedSpan[] => collector.spans.filter((span) => span.traceId === traceId);
    await vi.waitFor(() => expect(trace().some(({ name }) => name === "POST /graphql")).toBe(true), { timeout: 10_000 });
    return trace();
  }

  const skus = (): string[] => merchant.products.slice(0, 5).map(({ sku }) => sku);

  it("runs from the HTTP request through operation, fetch and port to the vendor", async () => {
    const traced = await ask(page, { skus: skus() });
    const spans = await traceOf(traced);
    const byId = new Map(spans.map((span) => [span.spanId, span]));
    const namesAbove = (span: ExportedSpan | undefined): string[] => (span ? [span.name, ...namesAbove(byId.get(span.parentSpanId))] : []);
    const ours = /^(POST \/graphql|operation |fetch |port |vendor )/;
    const pathOf = (name: string): string[] => namesAbove(spans.find((span) => span.name.startsWith(name))).filter((one) => ours.test(one));

    for (const [vendorCall, port, fetched] of [
      ["vendor stock.", /^port stock\./, "fetch erp"],
      ["vendor products-uuid.list", /^port catalog\./, "fetch pim"],
      ["vendor product.pricelist.item.", /^port prices\./, "fetch erp"],
      ["vendor contacts.", /^port customers\./, "fetch crm"],
      ["vendor admin.Listings", /^port listings\./, "fetch shop"],
    ] as const) {
      const path = pathOf(vendorCall);
      expect(path, `${vendorCall} among ${spans.map(({ name }) => name).join(", ")}`).toHaveLength(5);
      expect(path.slice(1)).toEqual([expect.stringMatching(port), fetched, "operation query", "POST /graphql"]);
    }
    const [door] = spans.filter(({ name }) => name === "POST /graphql");
    expect(door?.parentSpanId).toBe(traced.callerSpan);
    expect(spans.filter((span) => span !== door && !byId.has(span.parentSpanId)).map(({ name }) => name)).toEqual([]);
  });

  it("goes on at the vendor, who is told the span that asks", async () => {
    erpDoor.forget();
    const traced = await ask(page, { skus: skus() });
    const vendorSpans = (await traceOf(traced)).filter(({ name }) => name.startsWith("vendor ")).map(({ spanId }) => spanId);
    const told = erpDoor.seen.map(({ traceparent }) => String(traceparent).split("-"));
    expect(told.length).toBeGreaterThan(0);
    for (const [, traceId, spanId] of told) {
      expect(traceId).toBe(traced.traceId);
      expect(vendorSpans).toContain(spanId);
    }
  });

  it("says nothing of who asks, of what they sent, or of any secret", async () => {
    const traced = await ask(page, { skus: skus() });
    const refused = await ask('query($l: Locale!) { product(sku: "DSK-001-NAT-100") { name(locale: $l) } }', { l: "xx-EVE" });
    const said = [...(await traceOf(traced)), ...(await traceOf(refused))].map(({ text }) => text).join("\n");
    const who = merchant.customers.find(({ number }) => number === customer);
    const secrets = Object.values(demo.systems).flatMap(({ credentials }) => Object.entries(credentials));
    // A short one, as Odoo's "admin", is a word that may be there for another reason.
    const keys = secrets.filter(([name, value]) => /pass|secret|token|key/i.test(name) && value.length > 8).map(([, value]) => value);
    expect(keys.length).toBeGreaterThan(2);
    for (const private_ of [traced.token, customer, who?.email ?? "@", who?.lastName ?? "@", "xx-EVE", "Bearer", ...keys]) {
      expect(said).not.toContain(private_);
    }
  });

  it("is named by every log line that is written on the way", async () => {
    stack.systems.shop.faults.add([{ match: {}, fault: "status", status: 500 }]);
    const asked: Traced[] = [];
    await vi.waitFor(
      async () => {
        asked.push(await ask(page, { skus: skus() }));
        expect(lines.join("")).toContain("circuit breaker changed");
      },
      { timeout: 20_000 },
    );
    stack.systems.shop.faults.clear();
    const line: unknown = JSON.parse(lines.find((one) => one.includes("circuit breaker changed")) ?? "{}");
    expect(line).toMatchObject({ level: 40, system: "shop", breaker: "open", span_id: expect.stringMatching(/^[0-9a-f]{16}$/) });
    expect(asked.map(({ traceId }) => traceId)).toContain((line as { trace_id?: string }).trace_id);
  });
});

function logInto(lines: string[]): Logger {
  const sink = new PassThrough();
  sink.on("data", (line: Buffer) => lines.push(line.toString()));
  return pino({ level: "info", mixin: traceOfLog }, sink);
}

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startCollector } from "../../support/otlp/start-collector.js";
import { startStack, type Stack } from "../../support/start-stack.js";

const names = [
  "passerelle_http_request_duration_seconds",
  "passerelle_http_requests_under_way",
  "passerelle_operations_total",
  "passerelle_plans",
  "passerelle_plan_lookups_total",
  "passerelle_subgraph_fetches_total",
  "passerelle_port_calls_total",
  "passerelle_vendor_requests_total",
  "passerelle_vendor_request_duration_seconds",
  "passerelle_vendor_breaker_state",
  "passerelle_vendor_queue",
] as const;

/** One series of Prometheus' text format: `name{labels} value`. */
interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

describe("the metrics of a gateway", () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack();
  });
  afterAll(() => stack[Symbol.asyncDispose]());

  const skus = (): string[] => stack.merchant.products.map(({ sku }) => sku);
  const visit = (at: number): Promise<unknown> => {
    const document = `query Page${at}($skus: [ID!]!) { a${at}: products(skus: $skus) { sku name stock { available } price { net { amount } } listing { title } } }`;
    return stack.query(document, { variables: { skus: skus().slice(at, at + 3) } });
  };
  const read = async (): Promise<Series[]> => seriesIn(await (await fetch(`${stack.url}/metrics`)).text());

  it("tell of requests, operations, fetches, ports, vendors, breakers and queues", async () => {
    await visit(0);
    await stack.query("{ nonsense }");
    const series = await read();
    for (const name of names)
      expect(
        series.filter((one) => one.name.startsWith(name)),
        name,
      ).not.toEqual([]);
    const systems = (name: string): string[] => [
      ...new Set(series.filter((one) => one.name === name).map(({ labels }) => labels["system"] ?? "")),
    ];
    expect(systems("passerelle_vendor_breaker_state").toSorted()).toEqual(["crm", "erp", "pim", "shop"]);
    expect(systems("passerelle_vendor_queue").toSorted()).toEqual(["crm", "erp", "pim", "shop"]);
    expect(systems("passerelle_port_calls_total")).toEqual(expect.arrayContaining(["erp", "pim", "shop"]));
    const outcomes = series
      .filter((one) => one.name === "passerelle_operations_total")
      .map(({ labels, value }) => [labels["outcome"], value]);
    expect(Object.fromEntries(outcomes)).toEqual({ ok: 1, errors: 1 });
  });

  it("show an open breaker", async () => {
    stack.systems.shop.faults.add([{ match: {}, fault: "status", status: 500 }]);
    const stateOfShop = async (): Promise<number | undefined> =>
      (await read()).find(({ name, labels }) => name === "passerelle_vendor_breaker_state" && labels["system"] === "shop")?.value;
    expect(await stateOfShop()).toBe(0);
    for (let at = 0; at < 20 && (await stateOfShop()) === 0; at += 1) await visit(at);
    stack.systems.shop.faults.clear();
    expect(await stateOfShop()).toBe(2);
  });

  it("have no more series however much differs between requests", async () => {
    const vary = async (from: number): Promise<void> => {
      for (let at = from; at < from + 5; at += 1) {
        await visit(at);
        await fetch(`${stack.url}/nowhere/${at}`);
        await fetch(`${stack.url}/graphql?query={systems{name${at}}}`);
        await stack.query(`{ nonsense${at} }`);
      }
    };
    await vary(0);
    const before = (await read()).map(identityOf);
    await vary(50);
    const after = (await read()).map(identityOf);
    expect(after.filter((one) => !before.includes(one))).toEqual([]);
    expect(after.join("\n")).not.toContain(skus()[50]);
  });

  it("are sent to a collector before the process ends", async () => {
    await using collector = await startCollector();
    await stack[Symbol.asyncDispose]();
    stack = await startStack({ otlpEndpoint: collector.endpoint });
    await visit(0);
    await stack[Symbol.asyncDispose]();
    expect([...collector.metrics]).toEqual(expect.arrayContaining(["passerelle_operations_total", "passerelle_vendor_requests_total"]));
  });
});

function identityOf({ name, labels }: Series): string {
  return `${name}${JSON.stringify(Object.entries(labels).toSorted())}`;
}

function seriesIn(text: string): Series[] {
  return text.split("\n").flatMap((line) => {
    const found = /^([a-z_]+)(?:\{(.*)\})? ([^ ]+)/.exec(line);
    if (found === null) return [];
    const [, name = "", labels = "", value = ""] = found;
    return [
      {
        name,
        labels: Object.fromEntries([...labels.matchAll(/([a-z_]+)="([^"]*)"/g)].map(([, key = "", one = ""]) => [key, one])),
        value: Number(value),
      },
    ];
  });
}

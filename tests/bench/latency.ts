// npm run bench:latency [-- --changes N --seconds N --json FILE]: from a webhook to the subscribers' messages, on one gateway with a bus of its own,
// and on three on Redis (REDIS_URL), the webhook going to the first of them.
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { hearStock } from "#bench/latency/hear-stock";
import { startNodes } from "#bench/latency/start-nodes";
import { tellGateway } from "#bench/latency/tell-gateway";
import { print } from "#bench/run/print-rows";
import { openErp, type ErpClient } from "#bench/storefront/erp-client";
import { startSystems } from "#bench/storefront/start-systems";

const { values } = parseArgs({
  options: { changes: { type: "string", default: "300" }, seconds: { type: "string", default: "60" }, json: { type: "string" } },
});
const products = 20;
const rows: object[] = [];

await using systems = await startSystems();
const erp = await openErp(systems.erp);
const secret = systems.erp.credentials["webhookSecret"] ?? "";
await measure("one node, a bus of its own", { nodes: 1 });
const redisUrl = process.env["REDIS_URL"];
if (redisUrl === undefined) print("three nodes on Redis: left out, REDIS_URL is not set");
else await measure("three nodes on Redis", { nodes: 3, redisUrl });
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(rows, undefined, 2)}\n`);

async function measure(name: string, wanted: { nodes: number; redisUrl?: string }): Promise<void> {
  await using gateways = await startNodes(systems.settings, wanted);
  const [first = ""] = gateways.urls;
  const door = { url: new URL("/webhooks/erp", first).href, secret };
  const stocked = await stockedProducts(first, erp);
  const subscribers = await Promise.all(
    gateways.urls.map((url) =>
      hearStock(
        url,
        stocked.map(({ sku }) => sku),
      ),
    ),
  );
  const [fromSent, fromAnswer, answers]: [number[], number[], number[]] = [[], [], []];
  const until = performance.now() + Number(values.seconds) * 1000;
  // The first ones find databases and plans that are not there yet.
  const warmUp = products;
  for (let turn = 0; turn < Number(values.changes) + warmUp && performance.now() < until; turn += 1) {
    const { sku, quant, product } = stocked[turn % stocked.length]!;
    const quantity = 100_000 + rows.length * 10_000 + turn;
    await erp.recount(quant, quantity);
    let told = await tellGateway(door, product);
    while (!told.isApplied && turn < warmUp && performance.now() < until) told = await tellGateway(door, product);
    const heard = await Promise.all(subscribers.map((one) => one.heard(sku, quantity)));
    if (turn < warmUp) continue;
    answers.push(told.answeredAt - told.sentAt);
    fromSent.push(...heard.map((at) => at - told.sentAt));
    fromAnswer.push(...heard.map((at) => at - told.answeredAt));
  }
  for (const one of subscribers) one[Symbol.dispose]();
  const row = { name, changes: answers.length, answer: figures(answers), fromSent: figures(fromSent), fromAnswer: figures(fromAnswer) };
  rows.push(row);
  print(`${name}, ${row.changes} changes, ${subscribers.length} subscriber(s)`);
  print(`  webhook sent to its answer:          ${said(row.answer)}`);
  print(`  webhook sent to message:             ${said(row.fromSent)}`);
  print(`  webhook acknowledged to message:     ${said(row.fromAnswer)}`);
}

async function stockedProducts(gateway: string, { quantOf, productOf }: ErpClient) {
  const body = JSON.stringify({ query: "{ searchProducts(first: 60) { nodes { sku } } }" });
  const answer = await fetch(gateway, { method: "POST", headers: { "content-type": "application/json" }, body });
  const { data, errors } = JSON.parse(await answer.text());
  if (errors !== undefined) throw new Error(`The search fails: ${JSON.stringify(errors).slice(0, 300)}`);
  const found = [];
  for (const { sku } of data.searchProducts.nodes) {
    const quant = await quantOf(sku).catch(() => undefined);
    if (quant !== undefined) found.push({ sku: String(sku), quant, product: await productOf(sku) });
    if (found.length === products) break;
  }
  return found;
}

function figures(milliseconds: readonly number[]): { readonly p50Ms: number; readonly p99Ms: number } {
  const sorted = milliseconds.toSorted((one, other) => one - other);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50Ms: at(0.5), p99Ms: at(0.99) };
}

function said({ p50Ms, p99Ms }: { readonly p50Ms: number; readonly p99Ms: number }): string {
  return `median ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms`;
}

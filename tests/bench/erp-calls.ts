import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { distFile, isSetting, loadFromDist, withSetting } from "#bench/run/dist";
import { print } from "#bench/run/print-rows";
import { startWatched } from "#bench/run/start-watched";
import { listing } from "#bench/scenarios/queries";
import { post } from "#bench/scenarios/scenario";
import { openErp, type ErpClient, type Quant } from "#bench/storefront/erp-client";
import { startSystems, type Systems } from "#bench/storefront/start-systems";

const { values } = parseArgs({
  options: {
    queries: { type: "string", default: "1000" },
    changes: { type: "string", default: "20" },
    json: { type: "string" },
  },
});

const queries = Number(values.queries);
const changes = Number(values.changes);
const [pages, pageSize, customers, clients] = [10, 24, 10, 4];
const reach = 0.05;
const seenWithinMs = 60_000;

/** What one gateway made the ERP do. */
interface Counted {
  readonly calls: number;
  readonly operations: Readonly<Record<string, number>>;
  /** Changed SKUs whose stock was not the ERP's own in the end. */
  readonly stale: readonly string[];
  /** How long after the last query all changes were seen, in milliseconds. */
  readonly seenAfterMs: number;
}

await main();

/**
 * Storefront queries while stock changes in the ERP, over a gateway that batches and keeps nothing, and over one with its entity cache: how many
 * calls reach the ERP. The cached gateway's polls count as well. Exit code 1 beyond 5 %, or when a change is not seen in the end.
 */
async function main(): Promise<void> {
  await using systems = await startSystems();
  const erp = await openErp(systems.erp);
  if (!isSetting("cache.entities.enabled")) throw new Error("This build has no setting cache.entities.enabled.");
  const alone = await counted("DataLoader alone", { systems, erp, isCached: false });
  const cached = await counted("entity cache", { systems, erp, isCached: true });
  const share = cached.calls / alone.calls;
  print(`${queries} queries, ${changes} changes: ${(share * 100).toFixed(1)} % of the calls`);
  if (values.json !== undefined)
    await writeFile(values.json, `${JSON.stringify({ queries, changes, share, alone, cached }, undefined, 2)}\n`);
  process.exitCode = share <= reach && cached.stale.length === 0 ? 0 : 1;
}

interface World {
  readonly systems: Systems;
  readonly erp: ErpClient;
  readonly isCached: boolean;
}

async function counted(name: string, { systems, erp, isCached }: World): Promise<Counted> {
  const folder = await mkdtemp(join(tmpdir(), "passerelle-bench-erp-"));
  try {
    const config = join(folder, "settings.yaml");
    await writeFile(config, JSON.stringify(settingsOf(systems, isCached)));
    await using gateway = await startWatched(distFile("gateway/main.js"), ["--config", config]);
    const ask = askerOf(gateway.url);
    const skus = await firstSkus(ask, pages * pageSize);
    const changing = await changingQuants(erp, skus);
    await erp.resetCalls();
    await sell(ask, skus, (n) => recountOne(erp, changing, n));
    const operations = await erp.calls();
    const calls = Object.values(operations).reduce((sum, count) => sum + count, 0) - erp.made();
    const seen = await seenInTheEnd(ask, erp, changing);
    print(`${name}: ${calls} calls to the ERP for ${queries} queries; ${told(operations)}`);
    print(`  changes seen within ${Math.round(seen.seenAfterMs)} ms after the last query, ${seen.stale.length} not`);
    return { calls, operations, ...seen };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function settingsOf({ settings }: Systems, isCached: boolean): object {
  return Object.entries({
    "server.port": 0,
    "server.requestTimeoutMs": 60_000,
    "cache.entities.enabled": isCached,
    // Whole answers are not what is counted here, nor are queries that happen to be asked at once.
    "operations.shareInFlight": false,
  }).reduce((all, [path, value]) => (isSetting(path) ? withSetting(all, path, value) : all), settings);
}

type Ask = (
  document: string,
  options: { readonly variables?: unknown; readonly authorization?: string },
) => Promise<ReturnType<typeof JSON.parse>>;

function askerOf(url: string): Ask {
  return async (document, options) => {
    const answer = await fetch(url, { method: "POST", ...post(document, options) });
    const { data, errors } = JSON.parse(await answer.text());
    if (errors !== undefined) throw new Error(`A query fails: ${JSON.stringify(errors).slice(0, 300)}`);
    return data;
  };
}

async function firstSkus(ask: Ask, count: number): Promise<readonly string[]> {
  const skus: string[] = [];
  let after: string | undefined;
  while (skus.length < count) {
    const document = "query ($after: String) { searchProducts(first: 80, after: $after) { nodes { sku } pageInfo { endCursor } } }";
    const { searchProducts } = await ask(document, { variables: { after } });
    skus.push(...searchProducts.nodes.map(({ sku }: { sku: string }) => sku));
    after = searchProducts.pageInfo.endCursor;
  }
  return skus.slice(0, count);
}

/** A place of stock for each product that changes, spread over all pages. */
async function changingQuants(erp: ErpClient, skus: readonly string[]): Promise<Map<string, Quant>> {
  const quants = new Map<string, Quant>();
  const step = Math.max(1, Math.floor(skus.length / changes));
  for (let at = 0; quants.size < changes && at < skus.length; at += 1) {
    const sku = skus[(at * step) % skus.length] ?? "";
    quants.set(sku, await erp.quantOf(sku));
  }
  return quants;
}

/** Sends the queries, page after page, every other one from a customer with prices of their own; `change` is called with the number of each query. */
async function sell(ask: Ask, skus: readonly string[], change: (n: number) => Promise<void>): Promise<void> {
  const { createDevelopmentToken, DEMO_SECRET } = {
    ...(await loadFromDist("gateway/auth/index.js")),
    ...(await loadFromDist("gateway/config/index.js")),
  };
  if (typeof createDevelopmentToken !== "function") throw new Error("This build makes no tokens.");
  const tokens = await Promise.all(
    Array.from({ length: customers }, (_, at) =>
      createDevelopmentToken({ customer: `C-${String(at + 1).padStart(5, "0")}`, secret: DEMO_SECRET }),
    ),
  );
  let next = 0;
  const client = async (): Promise<void> => {
    for (let n = next++; n < queries; n = next++) {
      await change(n);
      const page = n % pages;
      const token = n % 2 === 0 ? undefined : tokens[Math.floor(n / 2) % tokens.length];
      const variables = { skus: skus.slice(page * pageSize, (page + 1) * pageSize) };
      await ask(listing, { variables, ...(token !== undefined && { authorization: `Bearer ${token}` }) });
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
}

/** Changes the next product each time that so many queries have passed. */
async function recountOne(erp: ErpClient, changing: Map<string, Quant>, n: number): Promise<void> {
  const every = Math.floor(queries / changes);
  const quant = [...changing.values()][Math.floor(n / every)];
  if (n % every !== 0 || quant === undefined) return;
  const quantity = quant.quantity + 7;
  await erp.recount(quant, quantity);
  changing.set(quant.sku, { ...quant, quantity });
}

/** Asks until the stock of every changed product is the ERP's own, or time is up. */
async function seenInTheEnd(
  ask: Ask,
  erp: ErpClient,
  changing: ReadonlyMap<string, Quant>,
): Promise<Pick<Counted, "stale" | "seenAfterMs">> {
  const truth = new Map(await Promise.all([...changing.keys()].map(async (sku) => [sku, await erp.availableOf(sku)] as const)));
  const startedAt = performance.now();
  for (;;) {
    const { products } = await ask("query ($skus: [ID!]!) { products(skus: $skus) { sku stock { available } } }", {
      variables: { skus: [...truth.keys()] },
    });
    const stale = products.filter(({ sku, stock }: { sku: string; stock: { available: number } }) => stock.available !== truth.get(sku));
    const seenAfterMs = performance.now() - startedAt;
    if (stale.length === 0 || seenAfterMs > seenWithinMs) return { stale: stale.map(({ sku }: { sku: string }) => sku), seenAfterMs };
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function told(operations: Readonly<Record<string, number>>): string {
  const most = Object.entries(operations)
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, 6);
  return most.map(([operation, count]) => `${operation} ${count}`).join(", ");
}

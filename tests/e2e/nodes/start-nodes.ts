import { createHmac, randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@redis/client";
import pg from "pg";
import { expect, vi } from "vitest";
import { z } from "zod";
import { startDemoSystems } from "#systems";
import { demoSettings } from "../../../gateway/config/index.js";
import { countStock, firstId, odooClerk } from "../../contract/odoo-clerk.js";
import { buildProject } from "../../support/build-project.js";
import { queryOver } from "../../support/query.js";
import { serveProgram, type Serving } from "../../support/run-program.js";
import { smallMerchant, type Stack } from "../../support/start-stack.js";

/** The servers that the processes share. */
export interface SharedServers {
  readonly databaseUrl: string;
  /** Each process has a bus of its own when absent. */
  readonly redisUrl?: string | undefined;
  /** Whether the systems are asked for changes at the start, which tells what was changed while no gateway was there; `true` when absent. */
  readonly polls?: boolean;
}

/** When a webhook was sent, and when its answer came that every node has applied it; by `performance.now()`. */
export interface Told {
  readonly sentAt: number;
  readonly answeredAt: number;
}

/** Gateways in processes of their own over one simulated merchant, on one database schema and bus that nobody else has. */
export interface Nodes extends AsyncDisposable {
  readonly systems: Stack["systems"];
  readonly skus: readonly string[];
  /** Starts another one, on a free port. */
  readonly start: () => Promise<Serving>;
  /** Resolves when the ERP was asked for stock once: from then on only webhooks tell of it. */
  readonly polled: () => Promise<void>;
  /** Counts a product in the ERP; nobody is told. */
  readonly count: (sku: string, quantity: number) => Promise<void>;
  /** Tells a gateway by a signed webhook that the stock of a product has changed; resolves when it has been applied everywhere. */
  readonly tell: (gateway: string, sku: string) => Promise<Told>;
}

/** What is on hand where a product lies, as a gateway answers now. */
export async function onHand(gateway: string, sku: string): Promise<readonly number[]> {
  const { data, errors } = await queryOver(gateway)(`{ product(sku: "${sku}") { stock { levels { onHand } } } }`);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data.product.stock.levels.map((level: { onHand: number }) => level.onHand);
}

/** Builds the gateway and starts the systems; `start` starts a gateway. */
export async function prepareNodes(servers: SharedServers): Promise<Nodes> {
  await using building = new AsyncDisposableStack();
  const project = building.use(await buildProject());
  const merchant = smallMerchant();
  const { systems } = building.use(await startDemoSystems({ merchant }));
  const folder = await mkdtemp(join(tmpdir(), "passerelle-nodes-"));
  building.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const name = `nodes_${randomUUID().replaceAll("-", "")}`;
  building.defer(() => forget(servers, name));
  const config = join(folder, "passerelle.config.yaml");
  await writeFile(config, JSON.stringify(settingsOf(systems, servers, name)));
  const gateways = building.use(new AsyncDisposableStack());
  const clerk = await odooClerk(systems.erp);
  const stocked = new Set(merchant.stock.map(({ sku }) => sku));
  const owned = building.move();
  return {
    systems,
    skus: merchant.products.map(({ sku }) => sku).filter((sku) => stocked.has(sku)),
    start: async () => {
      const env = { PORT: "0", DATA_DIR: folder, DATABASE_URL: "", REDIS_URL: "" };
      const command = [process.execPath, "dist/gateway/main.js", "--config", config];
      return gateways.use(await serveProgram(command, { cwd: project.root, env }));
    },
    polled: () => polled(servers, name),
    count: (sku, quantity) => countStock(clerk, sku, quantity),
    tell: async (gateway, sku) => {
      const product = firstId(await clerk("product.product.search", [[["default_code", "=", sku]]], { limit: 1 }));
      return tell(
        { url: new URL("/webhooks/erp", gateway).href, secret: systems.erp.credentials["webhookSecret"] ?? "" },
        { _model: "stock.quant", _id: 1, product_id: product },
      );
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

// Polls come once at the start and then hardly ever: what is told in time was told by a webhook.
const rarely = { minIntervalMs: 600_000, maxIntervalMs: 600_000 };

function settingsOf(systems: Stack["systems"], { databaseUrl, redisUrl, polls = true }: SharedServers, name: string): object {
  const settings = z.looseObject({ systems: z.record(z.string(), z.looseObject({})) }).parse(demoSettings(systems));
  const told = Object.entries(settings.systems).map(([system, one]) => [
    system,
    { ...one, changes: { poll: polls && rarely, compareEvery: false } },
  ]);
  const redis = redisUrl === undefined ? {} : { url: redisUrl, namespace: name };
  return {
    ...settings,
    systems: Object.fromEntries(told),
    database: { url: databaseUrl, schema: name },
    events: { redis },
    cache: { entities: { redis } },
  };
}

async function polled({ databaseUrl }: SharedServers, schema: string): Promise<void> {
  const database = new pg.Client(databaseUrl);
  await database.connect();
  const kept = `select 1 from ${schema}.feed_positions where kind = 'stock.changed'`;
  await vi.waitFor(async () => expect((await database.query(kept)).rowCount).toBe(1), { timeout: 60_000, interval: 100 });
  await database.end();
}

async function forget({ databaseUrl, redisUrl }: SharedServers, name: string): Promise<void> {
  const database = new pg.Client(databaseUrl);
  await database.connect();
  await database.query(`drop schema if exists ${name} cascade`);
  await database.end();
  if (redisUrl === undefined) return;
  const redis = createClient({ url: redisUrl });
  await redis.connect();
  for await (const keys of redis.scanIterator({ MATCH: `*${name}*`, COUNT: 1000 })) if (keys.length > 0) await redis.del(keys);
  redis.destroy();
}

interface Address {
  readonly url: string;
  readonly secret: string;
}

// A node that was killed holds others up until its lease is over: then the answer is 202, and a notice of the same is sent anew.
async function tell({ url, secret }: Address, notice: object): Promise<Told> {
  const said: string[] = [];
  for (let turn = 0; turn < 20; turn += 1) {
    const body = JSON.stringify(notice);
    const sentAt = performance.now();
    const response = await fetch(url, { method: "POST", body, headers: signed(body, secret) });
    const answer = `${response.status} ${await response.text()}`;
    if (/^200 .*applied/.test(answer)) return { sentAt, answeredAt: performance.now() };
    said.push(answer);
  }
  throw new Error(`The webhook was never applied: ${said.join(", ")}`);
}

/** By the Standard Webhooks specification. */
function signed(body: string, secret: string): Record<string, string> {
  const id = `msg_${randomUUID()}`;
  const stamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac("sha256", secret).update(`${id}.${stamp}.${body}`).digest("base64");
  return { "content-type": "application/json", "webhook-id": id, "webhook-timestamp": stamp, "webhook-signature": `v1,${signature}` };
}

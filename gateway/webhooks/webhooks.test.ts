import { fastify, type FastifyInstance } from "fastify";
import { createHmac } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import {
  createDatabase,
  createLocalBus,
  startTelemetry,
  systemClock,
  type Clock,
  type Database,
  type EventBus,
  type PublishedEvent,
  type RunningTelemetry,
} from "#platform";
import { defineConnector, noticeScheme, noticeWebhooks, openSystem, validationToken, webhookSecret, type WebhooksPort } from "#sdk";
import { settingsSchema } from "../config/index.js";
import { createWebhooks, inboxMigrations } from "./index.js";

const secret = "a secret of at least sixteen";
const nowMs = Date.parse("2026-03-04T05:06:07.000Z");
const server = process.env["DATABASE_URL"];
const kinds = [
  { kind: "PGlite", url: undefined },
  { kind: server === undefined ? "PostgreSQL (skipped: DATABASE_URL is not set)" : "PostgreSQL", url: server ?? "" },
];

const state = { folder: "" };
beforeAll(async () => {
  state.folder = await mkdtemp(join(tmpdir(), "webhooks-"));
});
afterAll(() => rm(state.folder, { recursive: true, force: true }));

/** A clock that a test sets; waiting is endless until it is turned past. */
function handClock(startMs: number): Clock & { readonly turn: (ms: number) => void } {
  let now = startMs;
  const waiting = new Set<{ readonly at: number; readonly go: () => void }>();
  return {
    now: () => now,
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        const one = { at: now + ms, go: resolve };
        waiting.add(one);
        signal?.addEventListener("abort", () => reject(new Error("aborted")));
      }),
    turn: (ms) => {
      now += ms;
      for (const one of waiting) if (one.at <= now && waiting.delete(one)) one.go();
    },
  };
}

interface World extends AsyncDisposable {
  readonly app: FastifyInstance;
  readonly events: PublishedEvent[];
  readonly clock: ReturnType<typeof handClock>;
  readonly metrics: () => Promise<string>;
  readonly start: () => void;
  readonly database: Database;
}

interface WorldOptions {
  readonly url: string | undefined;
  readonly schema: string;
  readonly port?: WebhooksPort;
  readonly publish?: (real: EventBus["publish"]) => EventBus["publish"];
  readonly settings?: object;
  readonly keep?: boolean;
}

async function openWorld({ url, schema, port = noticeWebhooks(), publish = (real) => real, settings = {} }: WorldOptions): Promise<World> {
  const log = pino({ level: "silent" });
  const clock = handClock(nowMs);
  const telemetry: RunningTelemetry = await startTelemetry({ serviceName: "test", serviceVersion: "0", otlpEndpoint: undefined });
  const bounds = { maxConnections: 3, maxWaiting: 100, connectTimeoutMs: 2000, statementTimeoutMs: 5000 };
  const database = createDatabase({ url, folder: state.folder, schema, ...bounds, migrations: inboxMigrations, log, telemetry });
  const connector = defineConnector({
    name: "tiny",
    title: "Tiny",
    versions: "1",
    docs: "https://tiny.example",
    settings: z.strictObject({ webhookSecret }),
    ports: ["webhooks"],
    baseUrl: () => "http://127.0.0.1:9",
    limits: () => ({ perSecond: 1, concurrency: 1 }),
    quirks: [],
    webhooks: { ...noticeScheme, handshake: validationToken },
    connect: () => ({ webhooks: port }),
  });
  const open = (name: string, rawSettings: unknown): ReturnType<typeof openSystem> =>
    openSystem({ name, connector, rawSettings, log, clock: systemClock, telemetry });
  const systems = new Map([open("erp", { webhookSecret: secret }), open("mute", {})].map((one) => [one.name, one]));
  const bus = createLocalBus({ clock, telemetry });
  const events: PublishedEvent[] = [];
  bus.onApply((event) => events.push(event));
  const parsed = settingsSchema.shape.webhooks.parse(settings);
  const webhooks = createWebhooks({
    settings: parsed,
    systems,
    database,
    events: { ...bus, publish: publish(bus.publish) },
    clock,
    telemetry,
    log,
  });
  const app = fastify({ bodyLimit: 1024 });
  webhooks.serve(app);
  app.get("/metrics", (request, reply) => {
    reply.hijack();
    telemetry.writeMetrics(request.raw, reply.raw);
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  return {
    app,
    events,
    clock,
    database,
    start: webhooks.start,
    metrics: async () => (await fetch(`${app.listeningOrigin}/metrics`)).text(),
    [Symbol.asyncDispose]: async () => {
      await app.close();
      await webhooks.close();
      await bus.close();
      await Promise.all([...systems.values()].map((system) => system.close()));
      await database.close();
      await telemetry.close();
    },
  };
}

interface Sent {
  readonly id?: string;
  readonly body?: string;
  readonly at?: number;
  readonly key?: string;
  readonly to?: string;
  readonly headers?: Record<string, string>;
}

const stock = (subject: string, at?: string): string => JSON.stringify({ changes: [{ type: "stock.changed", subject, at }] });

async function send({ app }: World, { id = "evt-1", body = stock("A"), at = nowMs, key = secret, to = "erp", headers = {} }: Sent = {}) {
  const stamp = String(Math.floor(at / 1000));
  const signature = createHmac("sha256", key).update(`${id}.${stamp}.`).update(body).digest("base64");
  const response = await fetch(`${app.listeningOrigin}/webhooks/${to}`, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": stamp,
      "webhook-signature": `v1,${signature}`,
      ...headers,
    },
  });
  const text = await response.text();
  return { status: response.status, text };
}

const schemaOf = (name: string): string => `w_${process.pid}_${Date.now()}_${name}`;

async function drop({ database }: World, schema: string): Promise<void> {
  const { sql } = await import("kysely");
  await database.run("drop", (db) => sql`drop schema if exists ${sql.id(schema)} cascade`.execute(db));
}

describe.each(kinds)("a webhook with its inbox on $kind", ({ url }) => {
  const at = it.skipIf(url === "");

  at("becomes an event with its subject, version and id, and is answered when it is applied", { timeout: 60_000 }, async () => {
    const schema = schemaOf("event");
    await using world = await openWorld({ url, schema });
    const answer = await send(world, { id: "evt-7", body: stock("DSK-1", "2026-03-04T06:06:06.123+01:00") });
    expect(answer).toEqual({ status: 200, text: '{"outcome":"applied"}' });
    expect(world.events).toMatchObject([
      {
        type: "stock.changed",
        subject: "DSK-1",
        system: "erp",
        origin: "webhook",
        vendorEventId: "evt-7",
        version: { at: "2026-03-04T05:06:06.123Z" },
        receivedAt: "2026-03-04T05:06:07.000Z",
      },
    ]);
    await drop(world, schema);
  });

  at("that comes again is acknowledged, counted and harmless, also after a restart", async () => {
    const schema = schemaOf("again");
    {
      await using world = await openWorld({ url, schema });
      await send(world);
      expect(await send(world)).toEqual({ status: 200, text: '{"outcome":"duplicate"}' });
      expect(world.events).toHaveLength(1);
      expect(await world.metrics()).toMatch(/passerelle_webhooks_received_total\{system="erp",outcome="duplicate"[^}]*\} 1/u);
    }
    await using world = await openWorld({ url, schema });
    expect(await send(world)).toEqual({ status: 200, text: '{"outcome":"duplicate"}' });
    expect(world.events).toHaveLength(0);
    await drop(world, schema);
  });

  at("that could not be published is not acknowledged, and is applied when it comes again", async () => {
    const schema = schemaOf("away");
    let isAway = true;
    const publish =
      (real: EventBus["publish"]): EventBus["publish"] =>
      async (events) => {
        if (isAway) throw Object.assign(new Error("the bus is away"), { statusCode: 503 });
        return real(events);
      };
    await using world = await openWorld({ url, schema, publish });
    expect((await send(world)).status).toBe(503);
    isAway = false;
    expect(await send(world)).toMatchObject({ status: 200 });
    expect(world.events).toHaveLength(1);
    await drop(world, schema);
  });

  at("whose process ended before it was applied is applied by the next one, its body forgotten then", async () => {
    const schema = schemaOf("crash");
    {
      await using world = await openWorld({ url, schema, publish: () => () => Promise.reject(new Error("ended here")) });
      await send(world, { body: stock("LATE") });
    }
    await using world = await openWorld({ url, schema });
    world.start();
    await expect.poll(() => (world.clock.turn(20_000), world.events.map(({ subject }) => subject)), { timeout: 10_000 }).toEqual(["LATE"]);
    await expect.poll(() => bodies(world)).toEqual([{ body: null, head: null }]);
    await drop(world, schema);
  });

  at("is told to be kept when applying takes longer than a second", async () => {
    const schema = schemaOf("slow");
    const held = Promise.withResolvers<undefined>();
    const publish =
      (real: EventBus["publish"]): EventBus["publish"] =>
      async (events) => {
        await held.promise;
        return real(events);
      };
    await using world = await openWorld({ url, schema, publish });
    const answer = send(world);
    await expect.poll(() => bodies(world).catch(() => [])).toHaveLength(1);
    await expect
      .poll(() => (world.clock.turn(1000), Promise.race([answer, Promise.resolve(undefined)])))
      .toEqual({ status: 202, text: '{"outcome":"later"}' });
    expect(world.events).toHaveLength(0);
    held.resolve(undefined);
    await expect.poll(() => world.events).toHaveLength(1);
    await drop(world, schema);
  });

  at("is remembered within the bounds", async () => {
    const schema = schemaOf("bounds");
    await using world = await openWorld({ url, schema, settings: { keepAtMost: 2 } });
    for (const id of ["a", "b", "c", "d"]) await send(world, { id });
    world.start();
    await expect.poll(() => (world.clock.turn(5000), bodies(world))).toHaveLength(2);
    await expect.poll(() => (world.clock.turn(8 * 86_400_000), bodies(world))).toHaveLength(0);
    await drop(world, schema);
  });
});

async function bodies({ database }: World): Promise<unknown[]> {
  return database.run("test", (db) =>
    db.$extendTables<{ webhook_inbox: { body: unknown; head: unknown } }>().selectFrom("webhook_inbox").select(["body", "head"]).execute(),
  );
}

describe("an attack on the webhooks", () => {
  it.each<{ name: string; sent: Sent; status: number; reason: string; system?: string }>([
    { name: "a wrong signature", sent: { key: "another secret entirely" }, status: 401, reason: "signature-wrong" },
    { name: "no signature", sent: { headers: { "webhook-signature": "" } }, status: 401, reason: "signature-missing" },
    { name: "a changed id", sent: { headers: { "webhook-id": "evt-2" } }, status: 401, reason: "signature-wrong" },
    { name: "a stale time", sent: { at: nowMs - 301_000 }, status: 401, reason: "stale" },
    { name: "a time in the future", sent: { at: nowMs + 301_000 }, status: 401, reason: "stale" },
    { name: "a body of 10 MB", sent: { body: "x".repeat(10 * 1024 * 1024) }, status: 413, reason: "body-too-large" },
    { name: "another content type", sent: { headers: { "content-type": "text/xml" } }, status: 415, reason: "unsupported-media-type" },
    { name: "an unknown system", sent: { to: "nobody-here" }, status: 404, reason: "webhook-unknown", system: "unknown" },
    { name: "a system without a secret", sent: { to: "mute" }, status: 404, reason: "webhook-unknown", system: "mute" },
    { name: "signed nonsense", sent: { body: "{]" }, status: 400, reason: "webhook-unreadable" },
    { name: "signed content of another shape", sent: { body: '{"changes":[{"type":"root"}]}' }, status: 400, reason: "webhook-unreadable" },
  ])("with $name is refused with $status, counted and harmless", async ({ sent, status, reason, system = "erp" }) => {
    await using world = await openWorld({ url: undefined, schema: "unused" });
    const answer = await send(world, sent);
    expect(answer.status).toBe(status);
    expect(answer.text).not.toContain("evt-");
    expect(await world.metrics()).toMatch(
      new RegExp(`passerelle_webhooks_refused_total\\{system="${system}",reason="${reason}"[^}]*\\} 1`, "u"),
    );
    expect(world.events).toEqual([]);
  });

  it("with more at once than are taken is told to come again", async () => {
    await using world = await openWorld({ url: undefined, schema: "unused", settings: { maxAtOnce: 1 } });
    const { port } = new URL(world.app.listeningOrigin);
    const hanging = httpRequest({
      port,
      host: "127.0.0.1",
      method: "POST",
      path: "/webhooks/erp",
      headers: { "content-type": "application/json", "content-length": "100" },
    });
    hanging.on("error", () => undefined);
    hanging.flushHeaders();
    await expect.poll(async () => (await send(world, { key: "wrong" })).status).toBe(503);
    hanging.destroy();
    await expect.poll(async () => (await send(world, { key: "wrong" })).status).toBe(401);
  });

  it("does not keep a system's own greeting from being answered", async () => {
    await using world = await openWorld({ url: undefined, schema: "unused" });
    const greeted = await fetch(`${world.app.listeningOrigin}/webhooks/erp?validationToken=a%3Cb`, { method: "POST" });
    expect([greeted.status, greeted.headers.get("content-type"), await greeted.text()]).toEqual([200, "text/plain; charset=utf-8", "a<b"]);
  });
});

describe("a webhook that names its subject by an id of the vendor's", () => {
  const gist = [{ type: "stock.changed", subject: "*" }] as const;
  const found = [{ type: "stock.changed", subject: "SKU-9" }] as const;
  const looking = (lookUp: NonNullable<WebhooksPort["lookUp"]>): WebhooksPort => ({ read: async () => gist, lookUp });

  it("is looked up", async () => {
    const schema = schemaOf("found");
    await using world = await openWorld({ url: undefined, schema, port: looking(async () => found) });
    await send(world);
    expect(world.events).toMatchObject([{ subject: "SKU-9" }]);
  });

  it("counts for all of its kind when the vendor does not answer", async () => {
    const schema = schemaOf("coarse");
    await using world = await openWorld({ url: undefined, schema, port: looking(() => Promise.reject(new Error("away"))) });
    expect(await send(world)).toMatchObject({ status: 200 });
    expect(world.events).toMatchObject([{ subject: "*" }]);
    expect(await world.metrics()).toMatch(/passerelle_webhooks_coarse_total\{system="erp"[^}]*\} 1/u);
  });
});

describe("a webhook while the database is away", () => {
  it("is not acknowledged: the vendor shall send it again", async () => {
    await using world = await openWorld({ url: "postgres://nobody@127.0.0.1:1/none", schema: "unused" });
    const answer = await send(world);
    expect(answer.status).toBe(503);
    expect(answer.text).toContain("DATABASE_UNAVAILABLE");
    expect(world.events).toEqual([]);
  });
});

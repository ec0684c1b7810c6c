import { join } from "node:path";
import { fastify, type FastifyInstance } from "fastify";
import type { Merchant } from "../merchant/merchant.js";
import { createCallCounter } from "./calls.js";
import { registerControlRoutes } from "./control-routes.js";
import { createFaultBoard } from "./fault-board.js";
import { injectFaults } from "./inject-faults.js";
import { createJournal } from "./journal.js";
import { createOperationReader, isControlRequest } from "./operation.js";
import type { RunningSimulator, SimulatorDefinition, SimulatorOptions, SimulatorWorld } from "./simulator.js";
import { openStore } from "./store.js";
import { createSubscribers } from "./subscribers.js";
import { createWebhooks } from "./webhooks.js";

const bodyLimitBytes = 32 * 1024 * 1024;

/** Seeds the vendor's data unless its folder holds it already, and listens; port 0 on 127.0.0.1 by default. */
export async function startSimulator(definition: SimulatorDefinition, options: SimulatorOptions): Promise<RunningSimulator> {
  const app = fastify({ logger: false, bodyLimit: bodyLimitBytes, forceCloseConnections: true });
  const world = createWorld(definition, options, () => addressOf(app));
  seedOnce(definition, world, options.merchant);
  equip(app, definition, world);
  await app.listen({ host: options.host ?? "127.0.0.1", port: options.port ?? 0 });
  const close = once(async () => {
    await app.close();
    world.store.close();
  });
  return {
    vendor: definition.vendor,
    url: addressOf(app),
    credentials: definition.credentials(world),
    store: world.store,
    journal: world.journal,
    calls: world.calls,
    faults: world.faults,
    webhooks: world.webhooks,
    close,
    [Symbol.asyncDispose]: close,
  };
}

function createWorld({ vendor }: SimulatorDefinition, options: SimulatorOptions, url: () => string): SimulatorWorld {
  const now = options.now ?? (() => new Date());
  const store = openStore(options.dataDir === undefined ? undefined : join(options.dataDir, `${vendor}.sqlite`));
  const faults = createFaultBoard();
  return { store, now, url, faults, journal: createJournal(store, now), calls: createCallCounter(), webhooks: createWebhooks(faults) };
}

function seedOnce(definition: SimulatorDefinition, world: SimulatorWorld, merchant: Merchant | (() => Merchant)): void {
  const marks = world.store.collection<{ readonly at: string }>("_seeded");
  if (marks.has(definition.vendor)) return;
  // All or nothing: a process killed half-way seeds again from nothing.
  world.store.fill(() => {
    definition.seed(typeof merchant === "function" ? merchant() : merchant, world);
    marks.put(definition.vendor, { at: world.now().toISOString() });
  });
}

function equip(app: FastifyInstance, definition: SimulatorDefinition, world: SimulatorWorld): void {
  const operationOf = createOperationReader(definition);
  app.addHook("preValidation", async (request) => {
    if (!isControlRequest(request)) world.calls.count(operationOf(request));
  });
  injectFaults(app, world.faults, operationOf);
  registerControlRoutes(app, { vendor: definition.vendor, ...world, subscribers: createSubscribers(definition, world) });
  definition.routes(app, world);
}

function addressOf(app: FastifyInstance): string {
  const address = app.server.address();
  if (address === null || typeof address === "string")
    throw new Error("The simulator has no URL before it listens; ask for it inside a route.");
  const host = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}

function once(act: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= act());
}

import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import type { Clock, Database, EventBus, Telemetry } from "#platform";
import type { ConnectedSystem } from "#sdk";
import type { Settings } from "../config/index.js";
import { createBacklog } from "./backlog.js";
import { createInbox } from "./inbox.js";
import { createIntake } from "./intake.js";
import { createRecovery } from "./recover.js";
import { serveWebhooks } from "./webhook-door.js";
import { createWebhookMetrics } from "./webhook-metrics.js";

/** What webhooks stand on. */
export interface WebhooksOptions {
  readonly settings: Settings["webhooks"];
  readonly systems: ReadonlyMap<string, ConnectedSystem>;
  readonly database: Database;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly log: Logger;
}

/** The changes that systems send by themselves. */
export interface Webhooks {
  /** Puts the door at `/webhooks/<system>`. */
  readonly serve: (app: FastifyInstance) => void;
  /** Looks after what was kept before, from now on. */
  readonly start: () => void;
  /** Opens the database, when any system sends webhooks, so that the first one does not wait for it. Throws `DatabaseUnavailable`. */
  readonly warm: () => Promise<void>;
  /** Waits for what is under way. */
  readonly close: () => Promise<void>;
}

const dayMs = 24 * 60 * 60_000;

/** Builds the intake of webhooks. */
export function createWebhooks(options: WebhooksOptions): Webhooks {
  const { settings, systems, database, clock, log } = options;
  const backlog = createBacklog(settings.maxPending);
  const metrics = createWebhookMetrics(options.telemetry, backlog.size);
  const inbox = createInbox(database, clock);
  const intake = createIntake({ ...options, ...settings, inbox, backlog, metrics });
  const recovery = createRecovery({
    inbox,
    backlog,
    intake,
    metrics,
    clock,
    log,
    isAlone: database.kind === "pglite",
    everyMs: settings.retryMs,
    keepMs: settings.keepDays * dayMs,
    keepAtMost: settings.keepAtMost,
  });
  return {
    serve: (app) => serveWebhooks(app, { systems, intake, metrics, clock, ...settings, publicUrl: settings.publicUrl }),
    start: recovery.start,
    warm: async () => {
      if ([...systems.values()].some((system) => system.webhooks !== undefined)) await inbox.countPending();
    },
    close: async () => {
      await recovery.close();
      await intake.settled();
      metrics.close();
    },
  };
}

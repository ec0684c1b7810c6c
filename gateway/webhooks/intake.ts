import { createHash, randomUUID } from "node:crypto";
import type { Logger } from "pino";
import type { Clock } from "#platform";
import type { ConnectedSystem, Delivery } from "#sdk";
import { applyNotice, type ApplyGround } from "./apply-notice.js";
import { WebhookRefused, WebhooksBusy, WebhookUnreadable } from "./errors.js";
import type { Backlog } from "./backlog.js";
import type { Inbox, KeptNotice } from "./inbox.js";
import type { Outcome, WebhookMetrics } from "./webhook-metrics.js";

/** What the intake stands on. */
export interface IntakeGround extends Omit<ApplyGround, "coarse"> {
  readonly inbox: Inbox;
  readonly backlog: Backlog;
  readonly metrics: WebhookMetrics;
  readonly log: Logger;
  /** How long a vendor is kept waiting for its webhook to be applied. */
  readonly answerWithinMs: number;
}

/** Takes webhooks in: proved, kept, applied, in this order. */
export interface Intake {
  /**
   * Takes one delivery of a system that sends webhooks. Nothing is answered with success before it is kept; `applied` means on every node.
   * Throws `WebhookRefused`, `WebhookUnreadable`, `WebhooksBusy`, `DatabaseUnavailable` when it could not be kept, and what publishing threw.
   */
  readonly take: (system: ConnectedSystem, delivery: Delivery) => Promise<Outcome>;
  /** Applies a notice that was kept earlier; two at once are one. Throws what publishing threw. */
  readonly finish: (notice: KeptNotice) => Promise<void>;
  /** Resolves when nothing is under way. */
  readonly settled: () => Promise<void>;
}

/** Makes the intake. */
export function createIntake(ground: IntakeGround): Intake {
  const underWay = new Map<string, Promise<void>>();
  const finish = (notice: KeptNotice): Promise<void> => {
    const key = JSON.stringify([notice.system, notice.eventId]);
    const known = underWay.get(key);
    if (known !== undefined) return known;
    const work = applyKept(notice, ground).finally(() => underWay.delete(key));
    underWay.set(key, work);
    return work;
  };
  return {
    finish,
    take: async (system, delivery) => {
      const eventId = prove(system, delivery, ground.clock);
      if ((await read(system, delivery)).length === 0) return "ignored";
      const notice = { system: system.name, eventId, receivedAt: new Date(ground.clock.now()).toISOString(), delivery: stripped(delivery) };
      if (ground.backlog.isFull()) throw new WebhooksBusy({ reason: "too many are kept that could not be applied yet" });
      const kept = await ground.inbox.keep(notice);
      if (kept.isNew) ground.backlog.add(1);
      if (!kept.isNew && kept.isApplied) return "duplicate";
      return within(ground, finish({ ...notice, rowId: kept.rowId }));
    },
    settled: async () => void (await Promise.allSettled(underWay.values())),
  };
}

function prove(system: ConnectedSystem, delivery: Delivery, clock: Clock): string {
  const verdict = system.webhooks?.verify(delivery, clock.now()) ?? { isGenuine: false, reason: "signature-missing" };
  if (!verdict.isGenuine) throw new WebhookRefused({ reason: verdict.reason });
  const id = verdict.id ?? randomUUID();
  return id.length <= 200 ? id : createHash("sha256").update(id).digest("hex");
}

async function read(system: ConnectedSystem, delivery: Delivery): Promise<readonly unknown[]> {
  try {
    return (await system.ports.webhooks?.read(delivery)) ?? [];
  } catch (cause) {
    throw new WebhookUnreadable({ system: system.name }, { cause });
  }
}

// What proved it is not kept, nor anything that could open a door.
function stripped(delivery: Delivery): Delivery {
  const kept = Object.entries(delivery.headers).filter(
    ([name]) => /^(content-type$|x-|webhook-)/u.test(name) && !/signature|hmac|token|secret|auth|forwarded/u.test(name),
  );
  return { ...delivery, url: delivery.url.split("?", 1)[0] ?? "", headers: Object.fromEntries(kept) };
}

async function applyKept(notice: KeptNotice, { inbox, backlog, metrics, ...ground }: IntakeGround): Promise<void> {
  await applyNotice(notice, { ...ground, coarse: metrics.coarse });
  backlog.add(-1);
  // Applied is applied: a notice whose mark is missing is applied once more, which harms nobody.
  await inbox
    .markApplied(notice.rowId)
    .catch((error: unknown) => ground.log.warn({ err: error }, "a webhook could not be marked as applied"));
}

async function within({ clock, answerWithinMs, log }: IntakeGround, work: Promise<void>): Promise<Outcome> {
  const patience = new AbortController();
  const tooLong = clock.wait(answerWithinMs, patience.signal).then(
    () => "later" as const,
    () => "later" as const,
  );
  const done = work.then(() => "applied" as const);
  try {
    const outcome = await Promise.race([done, tooLong]);
    if (outcome === "later") done.catch((error: unknown) => log.warn({ err: error }, "a webhook is kept and will be applied later"));
    return outcome;
  } finally {
    patience.abort();
  }
}

import type { Logger } from "pino";
import type { Clock } from "#platform";
import { WebhookUnreadable } from "./errors.js";
import type { Backlog } from "./backlog.js";
import type { Inbox, InboxBounds, KeptNotice } from "./inbox.js";
import type { Intake } from "./intake.js";
import type { WebhookMetrics } from "./webhook-metrics.js";

/** What recovery stands on. */
export interface RecoveryGround extends InboxBounds {
  readonly inbox: Inbox;
  readonly backlog: Backlog;
  readonly intake: Intake;
  readonly metrics: WebhookMetrics;
  readonly clock: Clock;
  readonly log: Logger;
  /** Whether nobody else can be at what is in the inbox. */
  readonly isAlone: boolean;
  readonly everyMs: number;
}

/** Looks after what is in the inbox. */
export interface Recovery {
  /** Applies what was kept and is not applied, by this process or one that ended; then forgets what is old. Throws `DatabaseUnavailable`. */
  readonly sweep: () => Promise<void>;
  /** Sweeps again and again until it is closed. */
  readonly start: () => void;
  readonly close: () => Promise<void>;
}

const batch = 100;
const firstAfterMs = 1000;

/** Makes the recovery of one process. */
export function createRecovery(ground: RecoveryGround): Recovery {
  const { inbox, clock, log, everyMs } = ground;
  const stop = new AbortController();
  let isFirst = true;
  let running: Promise<void> | undefined;
  const sweep = async (): Promise<void> => {
    if (!inbox.mayHoldData()) return;
    // Of a process that had the database to itself, everything that is left is its predecessor's.
    await applyDue(ground, { all: isFirst && ground.isAlone });
    isFirst = false;
    ground.backlog.set(await inbox.countPending());
    await inbox.prune(ground);
  };
  const run = async (): Promise<void> => {
    const pause = (ms: number): Promise<void> => clock.wait(ms, stop.signal).catch(() => undefined);
    // Opening the database takes its time: those who ask first come first.
    await pause(Math.min(everyMs, firstAfterMs));
    while (!stop.signal.aborted) {
      await sweep().catch((error: unknown) => log.warn({ err: error }, "kept webhooks could not be looked after; trying again"));
      await pause(everyMs);
    }
  };
  return {
    sweep,
    start: () => {
      running ??= run();
    },
    close: async () => {
      stop.abort();
      await running;
    },
  };
}

async function applyDue(ground: RecoveryGround, which: { readonly all: boolean }): Promise<void> {
  for (;;) {
    const due = await ground.inbox.takeDue(batch, which);
    for (const notice of due) if (!(await applyOne(ground, notice))) return;
    // With `all`, one that could not be marked would come again and again.
    if (due.length < batch || which.all) return;
  }
}

/** Whether the next one may be tried. */
async function applyOne({ inbox, intake, metrics, log }: RecoveryGround, notice: KeptNotice): Promise<boolean> {
  const { system } = notice;
  try {
    await intake.finish(notice);
    metrics.recovered(system);
    return true;
  } catch (error) {
    if (!(error instanceof WebhookUnreadable)) {
      log.warn({ err: error, system }, "a kept webhook could not be applied yet");
      return false;
    }
    // It was read when it came: this version reads it no more, and waiting would not help.
    log.error({ err: error, system }, "a kept webhook cannot be read and is given up");
    await inbox.markApplied(notice.rowId);
    return true;
  }
}

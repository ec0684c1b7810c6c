import type { ChangeEvent, Clock, EventBus } from "#platform";
import type { Change, ChangesPort, ChangeType, FeedCursor } from "#sdk";
import type { IntakeInstruments } from "./instruments.js";
import type { PositionStore } from "./position-store.js";

/** One kind of change of one system. */
export interface Feed {
  readonly system: string;
  readonly kind: ChangeType;
  readonly port: ChangesPort;
}

/** What polling needs. */
export interface PollDeps {
  readonly bus: Pick<EventBus, "publish">;
  readonly positions: PositionStore;
  readonly clock: Clock;
  readonly instruments: IntakeInstruments;
}

const answerLimitMs = 30_000;

/**
 * Asks a feed once for everything that is new, tells it, and says how many changes there were.
 *
 * A position is kept only after what comes before it has been applied on every node: whatever breaks in between is told again. Without a
 * position, nobody knows what was missed, and everything of the kind is told as changed.
 */
export async function pollFeed({ system, kind, port }: Feed, deps: PollDeps, signal: AbortSignal): Promise<number> {
  let position = await deps.positions.read(system, kind);
  let told = 0;
  for (;;) {
    const page = await port.read(kind, position, { signal, deadline: deps.clock.now() + answerLimitMs });
    const changes = position === undefined ? [...page.changes, { type: kind, subject: "*" }] : page.changes;
    await tell(system, changes, deps);
    if (page.cursor !== position) await deps.positions.write(system, kind, page.cursor);
    told += page.changes.length;
    position = page.cursor satisfies FeedCursor;
    if (!page.more) return told;
  }
}

/** Tells changes to everybody on every node; resolves when they have been applied. */
export async function tell(system: string, changes: readonly Change[], deps: Omit<PollDeps, "positions">): Promise<void> {
  if (changes.length === 0) return;
  const receivedAt = new Date(deps.clock.now()).toISOString();
  await deps.bus.publish(changes.map((change) => toEvent(change, { system, receivedAt })));
  deps.instruments.told(system, changes, deps.clock.now());
}

function toEvent(change: Change, { system, receivedAt }: Pick<ChangeEvent, "system" | "receivedAt">): ChangeEvent {
  const { type, subject, version, vendorEventId, payload } = change;
  return { type, subject, system, origin: "poll", version, vendorEventId, receivedAt, payload };
}

import type { ChangeEvent, Clock, EventBus } from "#platform";
import type { Change, ConnectedSystem } from "#sdk";
import { WebhookUnreadable } from "./errors.js";
import type { Notice } from "./inbox.js";

/** What notices are applied with. */
export interface ApplyGround {
  readonly systems: ReadonlyMap<string, ConnectedSystem>;
  readonly events: EventBus;
  readonly clock: Clock;
  /** How long a vendor may take to name the subjects of a notice. */
  readonly lookUpWithinMs: number;
  /** Called when it did not. */
  readonly coarse: (system: string) => void;
}

/**
 * Has a notice applied on every node: when it resolves, nobody reads an older value. Throws `EventsNotPersisted`, and `WebhookUnreadable`.
 *
 * Where the vendor has to be asked what the notice is about and does not say in time, everything of its kind counts as changed: the answer to the
 * webhook never waits for the vendor for long, and is never given too early.
 */
export async function applyNotice(notice: Notice, ground: ApplyGround): Promise<void> {
  const changes = await changesOf(notice, ground);
  await ground.events.publish(changes.map((change) => toEvent(change, notice)));
}

async function changesOf(notice: Notice, { systems, clock, lookUpWithinMs, coarse }: ApplyGround): Promise<readonly Change[]> {
  const port = systems.get(notice.system)?.ports.webhooks;
  // The settings no longer have the system that sent it.
  if (port === undefined) return [];
  const gist = await port.read(notice.delivery).catch((cause: unknown) => {
    throw new WebhookUnreadable({ system: notice.system }, { cause });
  });
  if (port.lookUp === undefined || !gist.some(({ subject }) => subject === "*")) return gist;
  try {
    return await port.lookUp(notice.delivery, { deadline: clock.now() + lookUpWithinMs, signal: AbortSignal.timeout(lookUpWithinMs) });
  } catch {
    // Why is in the system's own metrics and spans.
    coarse(notice.system);
    return gist;
  }
}

function toEvent({ type, subject, version, vendorEventId, payload }: Change, { system, eventId, receivedAt }: Notice): ChangeEvent {
  const optional = { ...(version !== undefined && { version }), ...(payload !== undefined && { payload }) };
  return { type, subject, system, origin: "webhook", vendorEventId: vendorEventId ?? eventId, receivedAt, ...optional };
}

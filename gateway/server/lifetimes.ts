import type { ChangeType, ConnectedSystem } from "#sdk";
import type { Settings } from "../config/index.js";

/** Whether changes of a kind in a system reach this process by themselves. */
export type Tells = (system: ConnectedSystem, type: ChangeType) => boolean;

/** How long what was read of a system holds, in milliseconds, when no event says otherwise. */
export type LifetimeOf = (type: ChangeType, toldMs: number) => number;

/**
 * What the settings say of the changes that come in: those that a system is asked for. Of several gateways on one database server a single one
 * asks; the others hear of it by the bus that they share. Without one they would not, and none of them knows whether it is alone.
 */
export function tellsBy({ systems, database, events }: Settings): Tells {
  const isHeard = database.url === undefined || events.redis.url !== undefined;
  return ({ name, ports }, type) => isHeard && systems[name]?.changes.poll !== false && ports.changes?.kinds.includes(type) === true;
}

/** Lifetimes of what is read of a system: as configured for what it tells changes of, else no longer than `withoutIntakeMs`. */
export function lifetimesOf(system: ConnectedSystem, { cache }: Settings, tells: Tells): LifetimeOf {
  const { withoutIntakeMs } = cache.entities;
  return (type, toldMs) => (tells(system, type) ? toldMs : Math.min(toldMs, withoutIntakeMs));
}

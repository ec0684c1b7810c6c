import type { ChangeEvent, PublishedEvent } from "../../events/change-event.js";
import { parseCursor, type Cursor } from "../../events/cursor.js";
import type { Applier, EventBus } from "../../events/event-bus.js";

/** What a fence and a cache hear of a bus. */
export type ListenedBus = Pick<EventBus, "head" | "isCurrent" | "onApply">;

/** One node's end of a cluster's bus. */
export interface ClusterNode extends ListenedBus {
  /** Cuts the node off, or takes it back: cut off, it is not current and nobody waits for it; back, it first applies what it missed. */
  readonly connect: (connected: boolean) => void;
}

/** Several nodes that hear one history, each at its own time. */
export interface BusCluster {
  readonly nodes: readonly ClusterNode[];
  /** Resolves when every node that is not cut off has applied the events. */
  readonly publish: (events: readonly ChangeEvent[]) => Promise<void>;
}

/** Makes a cluster; `delay` resolves when a node may apply an event, at once when absent. */
export function createBusCluster(count: number, delay: () => Promise<void> = () => Promise.resolve()): BusCluster {
  const history: PublishedEvent[] = [];
  const nodes = Array.from({ length: count }, () => createNode(history));
  return {
    nodes,
    publish: async (events) => {
      for (const event of events) history.push({ ...event, cursor: cursorOf(history.length + 1) });
      const end = history.length;
      await Promise.all(nodes.map(async (node) => delay().then(() => node.applyUpTo(end))));
    },
  };
}

/** The cursor of the nth event; 0 is the beginning. */
export function cursorOf(nth: number): Cursor {
  const cursor = parseCursor(`1000-${nth}`);
  if (cursor === undefined) throw new TypeError(`${nth} is no place in a history`);
  return cursor;
}

function createNode(history: readonly PublishedEvent[]): ClusterNode & { readonly applyUpTo: (end: number) => void } {
  const appliers = new Set<Applier>();
  let applied = 0;
  let connected = true;
  const applyUpTo = (end: number): void => {
    if (!connected) return;
    for (const event of history.slice(applied, end)) {
      applied += 1;
      for (const apply of appliers) apply(event);
    }
  };
  return {
    applyUpTo,
    head: () => cursorOf(applied),
    isCurrent: () => connected,
    onApply: (applier) => {
      appliers.add(applier);
      return () => void appliers.delete(applier);
    },
    connect: (wanted) => {
      connected = wanted;
      applyUpTo(history.length);
    },
  };
}

import { isFaultFor, isWebhookFault, type Fault, type FaultTarget } from "./fault.js";

/** A fault that is waiting for requests; `left` is absent when it stays until cleared. */
export type ActiveFault = Fault & { readonly id: number; readonly left?: number };

/** The faults in force. They are not kept across a restart. */
export interface FaultBoard {
  readonly add: (faults: readonly Fault[]) => ActiveFault[];
  readonly list: () => ActiveFault[];
  readonly clear: () => void;
  /** Uses up one turn of the faults that hit a request: every matching latency, and the first other one. */
  readonly takeForRequest: (target: FaultTarget) => Fault[];
  /** Uses up one turn of the first fault that hits a webhook. */
  readonly takeForWebhook: (target: FaultTarget) => Fault | undefined;
}

/** A board without faults. */
export function createFaultBoard(): FaultBoard {
  const active = new Map<number, ActiveFault>();
  let lastId = 0;
  const add = (fault: Fault): ActiveFault => {
    lastId += 1;
    const entry = { ...fault, id: lastId, ...(fault.times === undefined ? {} : { left: fault.times }) };
    active.set(lastId, entry);
    return entry;
  };
  const use = (fault: ActiveFault): void => {
    if (fault.left === undefined) return;
    if (fault.left <= 1) active.delete(fault.id);
    else active.set(fault.id, { ...fault, left: fault.left - 1 });
  };
  const matching = (target: FaultTarget, forWebhook: boolean): ActiveFault[] =>
    [...active.values()].filter((fault) => isWebhookFault(fault) === forWebhook && isFaultFor(fault, target));
  return {
    add: (faults) => faults.map(add),
    list: () => [...active.values()],
    clear: () => active.clear(),
    takeForRequest: (target) => {
      const hits = matching(target, false);
      const other = hits.find((fault) => fault.fault !== "latency");
      const taken = hits.filter((fault) => fault.fault === "latency" || fault === other);
      taken.forEach(use);
      return taken;
    },
    takeForWebhook: (target) => {
      const [hit] = matching(target, true);
      if (hit !== undefined) use(hit);
      return hit;
    },
  };
}

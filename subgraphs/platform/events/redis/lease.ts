import { randomUUID } from "node:crypto";
import type { Clock } from "../../time/clock.js";

/** Whether this node is one that publishers wait for, as far as it can be sure of that itself. */
export interface Lease {
  /** Begins a renewal, before anything is sent: what it wins is counted from here. */
  readonly begin: () => LeaseRenewal;
  /** Whether publishers still wait for this node, for certain. */
  readonly isHeld: () => boolean;
}

/** A renewal under way. */
export interface LeaseRenewal {
  readonly session: string;
  readonly succeeded: () => void;
  /** No answer came: whether the lease was renewed, and whether it had run out before, is not known. */
  readonly failed: () => void;
}

/** How a lease is kept. */
export interface LeaseOptions {
  readonly leaseMs: number;
  readonly clock: Clock;
  /** Milliseconds of a clock that never goes back. */
  readonly monotonicMs: () => number;
}

// Redis' clock may run a little faster than ours.
const certainPart = 0.9;

/**
 * Redis counts the lease from when a renewal reaches it, the node from before it was sent: so the node always stops first. A node that was stopped,
 * with its machine or without, finds its lease gone before it does anything else: time is measured by two clocks, and the one that moved more
 * counts, since a machine that sleeps stops the one and a correction turns back the other.
 */
export function createLease({ leaseMs, clock, monotonicMs }: LeaseOptions): Lease {
  let session = randomUUID();
  let since: readonly [number, number] | undefined;
  const isHeld = (): boolean => since !== undefined && Math.max(monotonicMs() - since[0], clock.now() - since[1]) < leaseMs * certainPart;
  return {
    isHeld,
    begin: () => {
      if (!isHeld()) session = randomUUID();
      const mine = session;
      const sentAt = [monotonicMs(), clock.now()] as const;
      return {
        session: mine,
        succeeded: () => {
          if (mine === session) since = sentAt;
        },
        failed: () => {
          if (mine === session) session = randomUUID();
        },
      };
    },
  };
}

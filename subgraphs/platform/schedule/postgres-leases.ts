import { createHash } from "node:crypto";
import type { Lease, Leases } from "./lease.js";

/** One session with a PostgreSQL: a lock that it takes is gone when it is. */
export interface LockSession {
  readonly query: (text: string, values: readonly unknown[]) => Promise<{ readonly rows: readonly Readonly<Record<string, unknown>>[] }>;
  /** Whether the connection stands. */
  readonly isOpen: () => boolean;
  readonly close: () => Promise<void>;
}

/**
 * Leases as advisory locks: held as long as the session stands, given back by the server when it breaks (PostgreSQL documentation, "Advisory
 * Locks"). Each lease has a session of its own.
 */
export function createPostgresLeases(open: () => Promise<LockSession>): Leases {
  const sessions = new Set<LockSession>();
  return {
    tryHold: async (name) => {
      const session = await open();
      const key = keyOf(name);
      const { rows } = await session.query("SELECT pg_try_advisory_lock($1::bigint) AS held", [key]);
      if (rows[0]?.["held"] !== true) {
        await session.close();
        return undefined;
      }
      sessions.add(session);
      return leaseOn(session, () => sessions.delete(session));
    },
    close: async () => {
      await Promise.all([...sessions].map((session) => session.close()));
      sessions.clear();
    },
  };
}

function leaseOn(session: LockSession, forget: () => void): Lease {
  let isOurs = true;
  return {
    isHeld: () => isOurs && session.isOpen(),
    renew: async () => {
      if (!isOurs || !session.isOpen()) return false;
      await session.query("SELECT 1", []);
      return true;
    },
    release: async () => {
      isOurs = false;
      forget();
      await session.close().catch(() => undefined);
    },
  };
}

function keyOf(name: string): string {
  return createHash("sha256").update(name).digest().readBigInt64BE().toString();
}

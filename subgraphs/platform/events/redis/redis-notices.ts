import type { SeenNotices } from "../seen-notices.js";
import { connectTo, disconnect } from "./stream-store.js";
import { within } from "./within.js";

/** Where notices are remembered. */
export interface RedisNoticesOptions {
  readonly url: string;
  /** Before every key. */
  readonly namespace: string;
  /** How long, in milliseconds: longer than the vendor goes on delivering. */
  readonly rememberMs: number;
  /** How long one answer of Redis is waited for, in milliseconds. */
  readonly timeoutMs?: number | undefined;
}

/** Remembers notices for all nodes, beyond the restart of any. Both operations throw when Redis does not answer. */
export async function createRedisNotices(options: RedisNoticesOptions): Promise<SeenNotices & AsyncDisposable> {
  const { url, namespace, rememberMs, timeoutMs = 1000 } = options;
  const client = connectTo(url);
  const connecting = client.connect().catch(() => undefined);
  await within(connecting, timeoutMs).catch(() => undefined);
  const keyOf = (system: string, id: string): string => `{${namespace}}:notices:${JSON.stringify([system, id])}`;
  return {
    claim: async (system, id) => {
      const set = client.set(keyOf(system, id), "1", { condition: "NX", expiration: { type: "PX", value: rememberMs } });
      return (await within(set, timeoutMs)) !== null;
    },
    release: async (system, id) => {
      await within(client.del(keyOf(system, id)), timeoutMs);
    },
    [Symbol.asyncDispose]: async () => {
      disconnect(client);
      await connecting;
    },
  };
}

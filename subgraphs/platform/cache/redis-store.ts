import KeyvRedis, { createClient } from "@keyv/redis";
import Keyv from "keyv";
import type { EntryStore } from "./entry-store.js";
import { createSharedStore, type SharedStoreOptions } from "./shared-store.js";

/** Where and how entries lie in Redis or Valkey. */
export interface RedisStoreOptions extends Omit<SharedStoreOptions, "keyv"> {
  /** `redis://…` */
  readonly url: string;
  /** Before every key: nodes share what has the same namespace, so it must tell apart whatever changes the meaning of a value. */
  readonly namespace: string;
}

const mostCommandsWaiting = 1000;
const slowestReconnectMs = 2000;

/** A store in Redis or Valkey that nodes share. It connects by itself, now and whenever the connection is lost; meanwhile it is empty. */
export function createRedisStore({ url, namespace, ...options }: RedisStoreOptions): EntryStore {
  const client = createClient({
    url,
    // A query does not wait for a connection to come back.
    disableOfflineQueue: true,
    commandsQueueMaxLength: mostCommandsWaiting,
    socket: { reconnectStrategy: (attempts) => Math.min(50 * 2 ** Math.min(attempts, 10), slowestReconnectMs) },
  });
  // Each command that fails is counted where it was sent; without a listener the process would end.
  client.on("error", () => undefined);
  const connecting = client.connect().catch(() => undefined);
  const adapter = new KeyvRedis(client, { throwOnErrors: true, throwOnConnectError: true });
  const keyv = new Keyv(adapter, { namespace, useKeyPrefix: false, throwOnErrors: true });
  const store = createSharedStore({
    ...options,
    keyv: {
      getMany: (keys) => keyv.getMany(keys),
      setMany: (entries) => keyv.setMany(entries),
      disconnect: async () => {
        client.destroy();
        await connecting;
      },
    },
  });
  return store;
}

import type { ApolloServerOptions } from "@apollo/server";
import { LRUCache } from "lru-cache";
import type { Telemetry } from "#platform";
import type { GatewayContext } from "../../engine/index.js";

/** Texts that clients have registered by their hash (Apollo's automatic persisted queries). */
export interface PersistedQueries {
  readonly find: (hash: string) => string | undefined;
  /** Registers a text under its SHA-256 in hex, which the caller has compared. */
  readonly keep: (hash: string, text: string) => void;
  /** The same store for Apollo Server. */
  readonly forApollo: NonNullable<Exclude<ApolloServerOptions<GatewayContext>["persistedQueries"], false>>;
}

const bounds = { max: 10_000, maxSize: 10_000_000 };

/** Nothing registered yet; within bounds of texts and characters, the one not used for longest goes first. */
export function createPersistedQueries({ meter }: Telemetry): PersistedQueries {
  const texts = new LRUCache<string, string>({ ...bounds, sizeCalculation: (text, key) => text.length + key.length });
  meter
    .createObservableGauge("passerelle_persisted_queries", { description: "Documents that clients have registered by their hash." })
    .addCallback((result) => result.observe(texts.size));
  return {
    find: (hash) => texts.get(prefix + hash),
    keep: (hash, text) => texts.set(prefix + hash, text),
    forApollo: {
      cache: {
        get: (key) => Promise.resolve(texts.get(key)),
        set: (key, text) => Promise.resolve(void texts.set(key, text)),
        delete: (key) => Promise.resolve(texts.delete(key)),
      },
    },
  };
}

// What Apollo Server puts before its keys.
const prefix = "apq:";

import { createHash, randomUUID } from "node:crypto";
import type { Settings } from "../config/index.js";

// Grows with every change of what an entry looks like.
const format = 1;

/**
 * What stands before the keys of cached entries in a store that processes share. Entries carry cursors of their process' bus, so only those on one
 * bus share them; a process whose bus is its own gets a name of its own, another one each time. What is read means something else when a system is
 * set up in another way: such nodes share nothing either.
 */
export function entryNamespace(settings: Settings): string {
  return `${settings.cache.entities.redis.namespace}:entities:${busOf(settings)}:${digest([format, settings.systems])}`;
}

function busOf({ events: { redis } }: Settings): string {
  return redis.url === undefined ? `process-${randomUUID()}` : `${redis.namespace}@${digest(placeOf(redis.url))}`;
}

// Without the password, which may change.
function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

function digest(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
}

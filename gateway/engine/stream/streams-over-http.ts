import type { Clock, Telemetry } from "#platform";
import type { HttpStreams } from "./http-streams.js";
import { socketStreams } from "./socket-streams.js";
import { sseStreams } from "./sse-streams.js";

/** How subscriptions are opened at subgraphs over HTTP. */
export interface SubscriptionSettings {
  readonly transport: "ws" | "sse";
  /** How long server-sent events may be silent, heartbeats included, in milliseconds. */
  readonly idleMs: number;
  /** Most streams of server-sent events from one subgraph. */
  readonly maxStreams: number;
  /** What differs for single ones, by name. */
  readonly subgraphs: Readonly<
    Record<string, { readonly transport?: "ws" | "sse" | undefined; readonly path?: string | undefined } | undefined>
  >;
}

/** What subscriptions over HTTP stand on. */
export interface StreamsOverHttpOptions {
  readonly clock: Clock;
  readonly telemetry: Pick<Telemetry, "meter">;
  readonly settings: SubscriptionSettings;
  /** Largest event that is read from server-sent events. */
  readonly maxEventBytes: number;
}

/** Opens a subgraph's subscriptions over what the settings say for it. */
export function streamsOverHttp(
  { name, url }: { readonly name: string; readonly url: string },
  { settings, ...ground }: StreamsOverHttpOptions,
): HttpStreams {
  const own = settings.subgraphs[name];
  const streaming = { name, url: own?.path === undefined ? url : new URL(own.path, url).href };
  if ((own?.transport ?? settings.transport) === "ws") return socketStreams(streaming, ground.clock);
  return sseStreams(streaming, { ...ground, ...settings });
}

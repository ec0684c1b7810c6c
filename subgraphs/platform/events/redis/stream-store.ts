import { createClient } from "@redis/client";
import { z } from "zod";
import { readEntry, type StreamEntry } from "./stream-entry.js";
import { readMark, writeMark, type StreamMark } from "./stream-mark.js";
import { LEAVE, PUBLISH, RENEW, STATUS } from "./scripts.js";
import { within } from "./within.js";

/** Where the stream lies. */
export interface StreamStoreOptions {
  /** `redis://…` or `rediss://…` */
  readonly url: string;
  /** Before every key; nodes that share it share their events. */
  readonly namespace: string;
  /** How long one answer is waited for, in milliseconds. */
  readonly timeoutMs: number;
}

/** A node that has a lease, and how far it has applied the stream. */
export interface LiveNode {
  readonly node: string;
  readonly mark: StreamMark | undefined;
}

/** How a life begins when there is none: under which name, and after which time. */
export interface Beginning {
  readonly life: string;
  readonly floorMs: number;
}

/** A node that holds on to its lease. */
export interface Renewal {
  readonly node: string;
  /** Changes when the node cannot be sure that its lease has held all the time. */
  readonly session: string;
  readonly leaseMs: number;
  readonly mark: StreamMark | undefined;
}

/** The stream as one node sees it. Everything throws when Redis does not answer in time. */
export interface StreamStore {
  /** Resolves when the first connection is there, or will not be. */
  readonly connected: Promise<void>;
  readonly publish: (
    events: readonly string[],
    limit: number,
    beginning: Beginning,
  ) => Promise<{ readonly ids: readonly string[]; readonly mark: StreamMark; readonly live: readonly LiveNode[] }>;
  readonly renew: (
    renewal: Renewal,
    beginning: Beginning,
  ) => Promise<{ readonly continues: boolean; readonly newest: StreamMark; readonly newestId: string }>;
  readonly status: () => Promise<{ readonly life: string; readonly live: readonly LiveNode[] }>;
  readonly leave: (node: string) => Promise<void>;
  /** Tells the other nodes how far this one is. */
  readonly report: (live: LiveNode) => Promise<void>;
  /** Entries after an id, at most `count`. `undefined` stands for one that is none of ours. */
  readonly range: (after: string, count: number) => Promise<readonly (StreamEntry | undefined)[]>;
  readonly close: () => void;
}

const live = z
  .array(z.tuple([z.string(), z.string()]))
  .transform((nodes): readonly LiveNode[] => nodes.map(([node, mark]) => ({ node, mark: readMark(mark) })));
const published = z.tuple([z.string(), z.number(), z.array(z.string()), live]);
const renewed = z.tuple([z.number(), z.string(), z.number(), z.string()]);
const status = z.tuple([z.string(), live]);

/** A client of Redis that does not wait for a connection to come back: what is asked meanwhile fails. */
export function connectTo(url: string) {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    commandsQueueMaxLength: 10_000,
    socket: { connectTimeout: 2000, reconnectStrategy: (retries) => Math.min(50 * 2 ** Math.min(retries, 6), 2000) },
  });
  // Whoever sends a command learns that it failed; without a listener the process would end.
  client.on("error", () => undefined);
  return client;
}

/** Ends a client, whatever became of it. */
export function disconnect(client: ReturnType<typeof connectTo>): void {
  if (client.isOpen) client.destroy();
}

/** Opens the stream. Connects by itself, now and whenever the connection is lost. `heard` gets what other nodes report. */
export function openStreamStore(options: StreamStoreOptions, heard: (live: LiveNode) => void): StreamStore {
  const { url, timeoutMs } = options;
  const keys = streamKeys(options.namespace);
  const client = connectTo(url);
  const listener = connectTo(url);
  const connected = client.connect().then(
    () => undefined,
    () => undefined,
  );
  listener
    .connect()
    .then(() => listener.subscribe(keys.reports, (text) => hear(text, heard)))
    .catch(() => undefined);
  const ask = <Answer>(work: Promise<Answer>): Promise<Answer> => within(work, timeoutMs);
  const run = (script: string, args: readonly string[]): Promise<unknown> =>
    ask(client.eval(script, { keys: [...keys.all], arguments: [...args] }));
  return {
    connected,
    publish: async (events, limit, { life, floorMs }) => {
      const answer = published.parse(await run(PUBLISH, [life, String(floorMs), String(limit), ...events]));
      return { mark: { life: answer[0], count: answer[1] }, ids: answer[2], live: answer[3] };
    },
    renew: async ({ node, session, leaseMs, mark }, { life, floorMs }) => {
      const args = [life, String(floorMs), node, session, String(leaseMs), mark === undefined ? "" : writeMark(mark)];
      const [continues, now, count, newestId] = renewed.parse(await run(RENEW, args));
      return { continues: continues === 1, newest: { life: now, count }, newestId };
    },
    status: async () => {
      const [life, nodes] = status.parse(await run(STATUS, []));
      return { life, live: nodes };
    },
    leave: async (node) => void (await run(LEAVE, [node])),
    report: async ({ node, mark }) => {
      if (mark === undefined) return;
      const word = writeMark(mark);
      await ask(Promise.all([client.hSet(keys.applied, node, word), client.publish(keys.reports, `${node} ${word}`)]));
    },
    range: async (after, count) => (await ask(client.xRange(keys.stream, `(${after}`, "+", { COUNT: count }))).map(readEntry),
    close: () => {
      disconnect(client);
      disconnect(listener);
    },
  };
}

/** The keys of a namespace; the braces keep them on one node of a Redis Cluster. */
export function streamKeys(namespace: string) {
  const key = (name: string): string => `{${namespace}}:events:${name}`;
  const keys = { stream: key("stream"), meta: key("meta"), leases: key("leases"), sessions: key("sessions"), applied: key("applied") };
  return { ...keys, reports: key("reports"), all: [keys.stream, keys.meta, keys.leases, keys.sessions, keys.applied] };
}

function hear(text: string, heard: (live: LiveNode) => void): void {
  const [node = "", word = ""] = text.split(" ");
  heard({ node, mark: readMark(word) });
}

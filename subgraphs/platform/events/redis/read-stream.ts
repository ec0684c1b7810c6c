import { z } from "zod";
import type { Clock } from "../../time/clock.js";
import { readEntry, type StreamEntry } from "./stream-entry.js";
import { connectTo, disconnect, streamKeys } from "./stream-store.js";
import { within } from "./within.js";

/** A reader under way. */
export interface StreamReader {
  readonly close: () => Promise<void>;
}

/** What is read, and who takes it. */
export interface ReadStreamOptions {
  readonly url: string;
  readonly namespace: string;
  readonly timeoutMs: number;
  /** How long one question waits for a new entry, in milliseconds. */
  readonly blockMs: number;
  readonly clock: Clock;
  /** The id after which to read. */
  readonly from: () => string;
  /** Takes the next entry; `undefined` stands for one that is none of ours. */
  readonly take: (id: string, entry: StreamEntry | undefined) => void;
  /** Called after each batch. */
  readonly taken: () => void;
}

const atOnce = 500;
const firstPauseMs = 50;
const longestPauseMs = 1000;

const answerShape = z.array(z.object({ messages: z.array(z.looseObject({ id: z.string() })) })).nullable();

/** Reads the stream for as long as it is not closed, over a connection of its own, which a question may block; comes back by itself. */
export function readStream(options: ReadStreamOptions): StreamReader {
  const life = new AbortController();
  let client = connectTo(options.url);
  const work = async (): Promise<void> => {
    let failures = 0;
    while (!life.signal.aborted) {
      try {
        if (!client.isOpen) await within(client.connect(), options.timeoutMs);
        await readOnce(client, options);
        failures = 0;
      } catch {
        // A connection that does not answer is not closed by itself: the next question goes over another one.
        disconnect(client);
        if (life.signal.aborted) return;
        client = connectTo(options.url);
        const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failures, 10));
        failures += 1;
        await options.clock.wait(pauseMs, life.signal).catch(() => undefined);
      }
    }
  };
  const working = work();
  return {
    close: async () => {
      life.abort(new Error("the bus is closed"));
      disconnect(client);
      await working;
    },
  };
}

async function readOnce(client: ReturnType<typeof connectTo>, options: ReadStreamOptions): Promise<void> {
  const { stream } = streamKeys(options.namespace);
  const question = client.xRead({ key: stream, id: options.from() }, { COUNT: atOnce, BLOCK: options.blockMs });
  const answer = answerShape.parse(await within(question, options.blockMs + options.timeoutMs));
  const messages = answer?.flatMap((one) => one.messages) ?? [];
  for (const message of messages) options.take(message.id, readEntry(message));
  if (messages.length > 0) options.taken();
}

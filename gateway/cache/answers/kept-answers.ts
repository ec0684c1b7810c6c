import Keyv from "keyv";
import { LRUCache } from "lru-cache";
import type { Clock, Telemetry } from "#platform";

/** An answer that is kept, as bytes. */
export interface KeptAnswer {
  readonly body: Buffer;
  readonly etag: string;
  /** Milliseconds since the epoch. */
  readonly keptAt: number;
  readonly freshUntil: number;
  /** Whether nothing has changed since its execution began. */
  readonly stands: () => boolean;
}

/** Whole answers, by everything that can change them. */
export interface KeptAnswers {
  /** An answer that may be served as current. */
  readonly get: (key: string) => Promise<KeptAnswer | undefined>;
  readonly put: (key: string, answer: Omit<KeptAnswer, "keptAt" | "freshUntil">, maxAgeMs: number) => Promise<void>;
}

/** How much is kept. */
export interface KeptBounds {
  readonly maxEntries: number;
  readonly maxBytes: number;
}

/** Nothing kept yet. Answers lie in this process, within both bounds; what was not asked for longest goes first. Each is judged when it is read. */
export function createKeptAnswers(
  bounds: KeptBounds,
  { clock, telemetry }: { readonly clock: Clock; readonly telemetry: Telemetry },
): KeptAnswers {
  const { meter } = telemetry;
  const reads = meter.createCounter("passerelle_kept_answers_reads_total", {
    description: "Reads of kept answers: hit, miss, expired, or overtaken by a change.",
  });
  const evictions = meter.createCounter("passerelle_kept_answers_evicted_total", { description: "Kept answers that gave way to others." });
  const lru = new LRUCache<string, Stored>({
    max: bounds.maxEntries,
    maxSize: bounds.maxBytes,
    sizeCalculation: ({ value }, key) => value.body.byteLength + key.length + 1,
    dispose: (_stored, _key, reason) => reason === "evict" && evictions.add(1),
  });
  meter
    .createObservableGauge("passerelle_kept_answers_bytes", { description: "Size of the answers that are kept." })
    .addCallback((result) => result.observe(lru.calculatedSize));
  const keyv = new Keyv<KeptAnswer>({ store: asKeyvStore(lru), useKeyPrefix: false });
  // In this process they stay as they are: bytes are not written out as text.
  keyv.serialize = undefined;
  return {
    get: async (key) => {
      const found = await keyv.get(key);
      const result = judge(found, clock.now());
      reads.add(1, { result });
      if (result === "hit") return found;
      if (found !== undefined) lru.delete(key);
      return undefined;
    },
    put: async (key, answer, maxAgeMs) => {
      const keptAt = clock.now();
      await keyv.set(key, { ...answer, keptAt, freshUntil: keptAt + maxAgeMs });
    },
  };
}

function judge(answer: KeptAnswer | undefined, now: number): "hit" | "miss" | "expired" | "overtaken" {
  if (answer === undefined) return "miss";
  if (answer.freshUntil <= now) return "expired";
  return answer.stands() ? "hit" : "overtaken";
}

/** What keyv hands to its store. */
interface Stored {
  readonly value: KeptAnswer;
}

function asKeyvStore(lru: LRUCache<string, Stored>): object {
  return {
    opts: {},
    get: (key: string) => lru.get(key),
    set: (key: string, stored: Stored) => void lru.set(key, stored),
    delete: (key: string) => lru.delete(key),
    clear: () => lru.clear(),
    on: () => undefined,
  };
}

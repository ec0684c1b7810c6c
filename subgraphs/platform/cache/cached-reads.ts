import type { Clock } from "../time/clock.js";
import { entryKey, type CachedKind, type CachedQuestion, type CachedReads, type CacheGround } from "./cached-kind.js";
import { createFlights, type Flight, type Waiting } from "./flights.js";
import { readBatch, type Asked, type Outcome } from "./read-batch.js";

/** Makes the reads of one kind. */
export function createCachedReads<Key extends string, Value>(kind: CachedKind<Key, Value>, ground: CacheGround): CachedReads<Key, Value> {
  const { fence, clock, instruments } = ground;
  const flights = createFlights<Key, Outcome<Value>>();

  // A reading that began before a change may not be joined after it: it could bring the older value.
  const joinable = ({ id, tags }: Asked<Key>): Flight<Key, Outcome<Value>> | undefined => {
    const flight = flights.get(id);
    return flight !== undefined && fence.stands(flight.cursor, tags) ? flight : undefined;
  };

  const readTogether = async (asked: readonly Asked<Key>[], question: CachedQuestion<Key, Value>): Promise<Outcomes<Key, Value>> => {
    const { waiting } = question;
    const joined = new Map<Asked<Key>, Flight<Key, Outcome<Value>>>();
    for (const one of asked) {
      const flight = joinable(one);
      if (flight !== undefined) joined.set(one, flight);
    }
    for (const flight of new Set(joined.values())) flight.join(waiting.signal);
    if (joined.size > 0) instruments.read(kind.kind, "joined", joined.size);
    const own = asked.filter((one) => !joined.has(one));
    const fly = (shared: Waiting): Promise<Outcomes<Key, Value>> => readBatch({ asked: own, question, waiting: shared }, kind, ground);
    const started = own.length === 0 ? undefined : flights.start(own, { cursor: fence.now(), waiting, fly });
    const landed = new Map(await started?.outcomes);
    const failed: Asked<Key>[] = [];
    for (const [one, flight] of joined) {
      // From the very flight that it joined: another one may have the key as well, in an older state.
      const outcome = (await flight.outcomes).get(one.key);
      if (outcome instanceof Error && hasMoreTime(waiting, flight, clock)) failed.push(one);
      if (outcome !== undefined) landed.set(one.key, outcome);
    }
    if (failed.length === 0) return landed;
    return new Map([...landed, ...(await readBatch({ asked: failed, question, waiting }, kind, ground))]);
  };

  return {
    read: (question) => {
      const { keys, context = "", waiting } = question;
      const asked = keys.map((key) => ({ key, id: entryKey(kind, context, key), tags: kind.tagsOf(key) }));
      return fence.isCurrent() ? readTogether(asked, question) : readBatch({ asked, question, waiting }, kind, ground);
    },
  };
}

function hasMoreTime({ deadline = Infinity }: Waiting, flight: { readonly deadline: number | undefined }, clock: Clock): boolean {
  return flight.deadline !== undefined && flight.deadline < deadline && clock.now() < deadline;
}

type Outcomes<Key, Value> = ReadonlyMap<Key, Outcome<Value>>;

import type { PublishedEvent } from "./change-event.js";
import type { Cursor } from "./cursor.js";
import { EventsMissed } from "./errors.js";
import type { Following } from "./event-bus.js";
import type { EventHistory } from "./event-history.js";
import { ANY } from "./everything-changed.js";

/** Everybody who follows the history of one node, each at their own pace. */
export interface Followers {
  /** Follows from a place of the history on. */
  readonly follow: (following: Following, place: number) => AsyncIterableIterator<PublishedEvent>;
  /** Wakes those whom the event at this place concerns. */
  readonly tell: (event: PublishedEvent, place: number) => void;
  readonly count: () => number;
  /** By how many events the slowest follower lags. */
  readonly lag: () => number;
  /** Ends all. */
  readonly close: () => void;
}

/** What the followers of a node stand on. */
export interface FollowersOptions {
  readonly history: EventHistory;
  /** Called for each follower that lagged by more than the history. */
  readonly missed: () => void;
}

interface Follower {
  readonly isAbout: (event: PublishedEvent) => boolean;
  /** Place of the first event of theirs that they did not take yet. */
  pending: number | undefined;
  taken: Cursor;
  readonly waiting: PromiseWithResolvers<IteratorResult<PublishedEvent>>[];
}

/** Makes the followers of a history. A follower that waits costs nothing when others' subjects change. */
export function createFollowers({ history, missed }: FollowersOptions): Followers {
  const all = new Map<Follower, () => void>();
  const ofEverything = new Set<Follower>();
  const bySubject = new Map<string, Set<Follower>>();
  let isClosed = false;
  const concerned = (event: PublishedEvent): Iterable<Follower>[] =>
    event.subject === ANY ? [all.keys()] : [ofEverything, bySubject.get(event.subject) ?? []];
  const leave = (follower: Follower): void => {
    all.get(follower)?.();
    all.delete(follower);
    for (const one of follower.waiting.splice(0)) one.resolve({ done: true, value: undefined });
  };
  const deliver = (follower: Follower): void => {
    while (follower.pending !== undefined && follower.waiting.length > 0) {
      const event = history.at(follower.pending);
      const reader = follower.waiting.shift();
      if (event === undefined) {
        missed();
        reader?.reject(new EventsMissed({ after: follower.taken }));
        return leave(follower);
      }
      follower.taken = event.cursor;
      follower.pending = nextFor(follower, history, follower.pending + 1);
      reader?.resolve({ done: false, value: event });
    }
  };
  return {
    follow: (following, place) => {
      const follower = newFollower(following, history.oldest());
      follower.pending = nextFor(follower, history, place);
      if (!isClosed) all.set(follower, enlist(follower, following.subjects, { ofEverything, bySubject }));
      return iterate(follower, { deliver, leave: () => leave(follower), isOpen: () => all.has(follower) });
    },
    tell: (event, place) => {
      for (const some of concerned(event)) {
        for (const follower of some) {
          if (follower.pending !== undefined || !follower.isAbout(event)) continue;
          follower.pending = place;
          deliver(follower);
        }
      }
    },
    count: () => all.size,
    lag: () => [...all.keys()].reduce((most, { pending }) => Math.max(most, pending === undefined ? 0 : history.end() - pending), 0),
    close: () => {
      isClosed = true;
      for (const follower of [...all.keys()]) leave(follower);
    },
  };
}

function newFollower({ types, subjects, after }: Following, oldest: Cursor): Follower {
  const wantedTypes = types && new Set(types);
  const wantedSubjects = subjects && new Set(subjects);
  const isAbout = ({ type, subject }: PublishedEvent): boolean =>
    (type === ANY || (wantedTypes?.has(type) ?? true)) && (subject === ANY || (wantedSubjects?.has(subject) ?? true));
  return { isAbout, pending: undefined, taken: after ?? oldest, waiting: [] };
}

function nextFor(follower: Follower, history: EventHistory, from: number): number | undefined {
  for (let place = from; place < history.end(); place += 1) {
    const event = history.at(place);
    // A place that is gone already may have been theirs.
    if (event === undefined || follower.isAbout(event)) return place;
  }
  return undefined;
}

interface Lists {
  readonly ofEverything: Set<Follower>;
  readonly bySubject: Map<string, Set<Follower>>;
}

function enlist(follower: Follower, subjects: readonly string[] | undefined, { ofEverything, bySubject }: Lists): () => void {
  if (subjects === undefined) {
    ofEverything.add(follower);
    return () => ofEverything.delete(follower);
  }
  for (const subject of subjects) bySubject.set(subject, (bySubject.get(subject) ?? new Set()).add(follower));
  return () => {
    for (const subject of subjects) {
      const some = bySubject.get(subject);
      some?.delete(follower);
      if (some?.size === 0) bySubject.delete(subject);
    }
  };
}

interface Reading {
  readonly deliver: (follower: Follower) => void;
  readonly leave: () => void;
  readonly isOpen: () => boolean;
}

function iterate(follower: Follower, { deliver, leave, isOpen }: Reading): AsyncIterableIterator<PublishedEvent> {
  const done = { done: true, value: undefined } as const;
  const stream: AsyncIterableIterator<PublishedEvent> = {
    next: () => {
      if (!isOpen()) return Promise.resolve(done);
      const reader = Promise.withResolvers<IteratorResult<PublishedEvent>>();
      follower.waiting.push(reader);
      deliver(follower);
      return reader.promise;
    },
    return: () => {
      leave();
      return Promise.resolve(done);
    },
    [Symbol.asyncIterator]: () => stream,
  };
  return stream;
}

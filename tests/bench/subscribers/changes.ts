import { parseCursor, placed } from "#platform";

interface Change {
  readonly kind: string;
  readonly cursor: string;
  readonly available: number;
  readonly item: { readonly sku: string };
}

interface Follower {
  readonly waiting: Change[];
  wake: (() => void) | undefined;
}

/** Those who follow the changes. */
export const followers = new Set<Follower>();

let count = 0;

/** Tells every follower of a change. */
export const changes = {
  publish: (): void => {
    count += 1;
    const cursor = parseCursor(`${count}-0`);
    if (cursor === undefined) throw new TypeError("no cursor");
    const change: Change = { kind: "CHANGE", cursor, available: count, item: { sku: "A-1" } };
    const event = placed(change, { cursor, key: "A-1", isCaughtUp: true });
    for (const follower of followers) {
      follower.waiting.push(event);
      follower.wake?.();
    }
  },
};

/** Follows the changes from now on. */
export function openChanges(): AsyncIterableIterator<Change> {
  const follower: Follower = { waiting: [], wake: undefined };
  followers.add(follower);
  return {
    next: async () => {
      while (follower.waiting.length === 0) await new Promise<void>((resolve) => (follower.wake = resolve));
      const [value] = follower.waiting.splice(0, 1);
      return value === undefined ? { done: true, value: undefined } : { done: false, value };
    },
    return: () => {
      followers.delete(follower);
      return Promise.resolve({ done: true, value: undefined });
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

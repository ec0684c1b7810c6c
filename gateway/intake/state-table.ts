import { createHash } from "node:crypto";

/** Which state each of very many records was in, in 32 bytes a record at most. */
export interface StateTable {
  readonly size: () => number;
  /** The state that was noted for a record; `undefined` for an unknown one. */
  readonly get: (id: string) => bigint | undefined;
  readonly set: (id: string, state: bigint) => void;
}

/** 64 bits that stand for a text; never 0. */
export function digest64(text: string): bigint {
  return createHash("sha256").update(text).digest().readBigUInt64LE() || 1n;
}

/** An open-addressed table of digests: two arrays of numbers, so that a million records cost no objects. */
export function createStateTable(capacity = 1_024): StateTable {
  let keys = new BigUint64Array(capacity);
  let states = new BigUint64Array(capacity);
  let size = 0;
  const slotOf = (key: bigint): number => {
    let slot = Number(key & BigInt(keys.length - 1));
    while (keys[slot] !== 0n && keys[slot] !== key) slot = (slot + 1) & (keys.length - 1);
    return slot;
  };
  const put = (key: bigint, state: bigint): void => {
    const slot = slotOf(key);
    if (keys[slot] === 0n) size += 1;
    keys[slot] = key;
    states[slot] = state;
  };
  const grow = (): void => {
    const [oldKeys, oldStates] = [keys, states];
    keys = new BigUint64Array(oldKeys.length * 2);
    states = new BigUint64Array(oldKeys.length * 2);
    size = 0;
    oldKeys.forEach((key, slot) => key !== 0n && put(key, oldStates[slot] ?? 0n));
  };
  return {
    size: () => size,
    get: (id) => {
      const slot = slotOf(digest64(id));
      return keys[slot] === 0n ? undefined : states[slot];
    },
    set: (id, state) => {
      if (size >= keys.length / 2) grow();
      put(digest64(id), state);
    },
  };
}

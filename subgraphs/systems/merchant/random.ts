/** Reproducible choices: the same seed and stream always give the same ones. */
export interface Random {
  /** At least 0, below 1. */
  readonly next: () => number;
  /** A whole number from `min` to `max`, both included. */
  readonly int: (min: number, max: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T;
  /** `count` different elements in their original order, or all of them. */
  readonly sample: <T>(list: readonly T[], count: number) => T[];
}

/**
 * A random source (mulberry32) of its own for each `stream`, so that one part of the merchant can grow without changing the others.
 */
export function createRandom(seed: number, stream: string): Random {
  let state = hash(seed, stream);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int: Random["int"] = (min, max) => min + Math.floor(next() * (max - min + 1));
  return { next, int, chance: (probability) => next() < probability, pick: (list) => pick(list, next()), sample: sampler(int) };
}

function pick<T>(list: readonly T[], at: number): T {
  const chosen = list[Math.floor(at * list.length)];
  if (chosen === undefined) throw new RangeError("Nothing to pick from; give a list with at least one element.");
  return chosen;
}

function sampler(int: Random["int"]): Random["sample"] {
  return (list, count) => {
    const isMost = count * 2 > list.length;
    // Drawing again what was drawn already is cheap while few are wanted; otherwise draw what to leave out.
    const drawn = drawIndexes(list.length, isMost ? Math.max(0, list.length - count) : count, int);
    if (isMost) return list.filter((_, index) => !drawn.has(index));
    return [...drawn].sort((one, other) => one - other).flatMap((index) => list.slice(index, index + 1));
  };
}

function drawIndexes(length: number, count: number, int: Random["int"]): Set<number> {
  const drawn = new Set<number>();
  while (drawn.size < count) drawn.add(int(0, length - 1));
  return drawn;
}

/** FNV-1a over the stream's name, mixed with the seed. */
function hash(seed: number, stream: string): number {
  let value = 0x811c9dc5 ^ seed;
  for (const character of stream) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return value >>> 0;
}

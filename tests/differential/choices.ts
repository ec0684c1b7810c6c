/** Decisions read from a tape of bytes: a shorter tape and smaller bytes decide for simpler things, so that fast-check's shrinking simplifies. */
export interface Choices {
  /** A number from 0 to `limit - 1`; 0 is the simplest. */
  readonly below: (limit: number) => number;
  /** True for about this share of tapes; false is the simplest. */
  readonly chance: (percent: number) => boolean;
  /** One of a list; the first is the simplest. */
  readonly oneOf: <T>(list: readonly T[]) => T;
  /** Those of a list that chance picks. */
  readonly some: <T>(list: readonly T[], percent: number) => T[];
}

/** Reads decisions from a tape; after its end everything is decided for the simplest. */
export function choicesFrom(tape: Uint8Array): Choices {
  let at = 0;
  const next = (): number => tape[at++] ?? 0;
  const choices: Choices = {
    below: (limit) => next() % limit,
    chance: (percent) => next() >= 256 - (percent * 256) / 100,
    oneOf: (list) => {
      const chosen = list[next() % list.length];
      if (chosen === undefined) throw new RangeError("There is nothing to choose from.");
      return chosen;
    },
    some: (list, percent) => list.filter(() => choices.chance(percent)),
  };
  return choices;
}

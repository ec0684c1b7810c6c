/** A place in the stream that shows whether anything between is missing: ids alone do not, entries are counted as well. */
export interface StreamMark {
  /** Changes whenever the stream is lost and begun again. */
  readonly life: string;
  /** How many entries there have been in this life, this one included. */
  readonly count: number;
}

/** Whether everything up to the other mark is there; never across lives. */
export function hasReached(mark: StreamMark | undefined, other: StreamMark): boolean {
  return mark?.life === other.life && mark.count >= other.count;
}

/** A mark as one word. */
export function writeMark({ life, count }: StreamMark): string {
  return `${life}:${count}`;
}

/** The mark that a word tells; `undefined` when it tells none. */
export function readMark(text: string): StreamMark | undefined {
  const [, life, count] = /^([\w-]+):(\d+)$/.exec(text) ?? [];
  return life === undefined ? undefined : { life, count: Number(count) };
}

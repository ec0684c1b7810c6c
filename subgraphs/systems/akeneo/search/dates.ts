import { unprocessable } from "../problem.js";
import { type Criterion, expects, numberOf, unsupported } from "./criteria.js";

const dayMs = 86_400_000;

/**
 * A test on change stamps: `=`, `!=` by day, `<`, `>` to the second, `BETWEEN`, `NOT BETWEEN`, `SINCE LAST N DAYS`
 * (api.akeneo.com/documentation/filter.html#on-their-creation-or-update-date). Times are `YYYY-MM-DD hh:mm:ss` in UTC.
 */
export function stampTest(criterion: Criterion, now: Date): (stamp: string) => boolean {
  const at = (stamp: string): number => Date.parse(stamp);
  switch (criterion.operator) {
    case "=":
    case "!=": {
      const day = Math.floor(readTime(criterion, criterion.value) / dayMs);
      return (stamp) => (Math.floor(at(stamp) / dayMs) === day) === (criterion.operator === "=");
    }
    case ">": {
      const bound = readTime(criterion, criterion.value);
      return (stamp) => at(stamp) > bound;
    }
    case "<": {
      const bound = readTime(criterion, criterion.value);
      return (stamp) => at(stamp) < bound;
    }
    case "BETWEEN":
    case "NOT BETWEEN": {
      const [from, to] = readRange(criterion);
      return (stamp) => (at(stamp) >= from && at(stamp) <= to) === (criterion.operator === "BETWEEN");
    }
    case "SINCE LAST N DAYS": {
      const bound = now.getTime() - numberOf(criterion) * dayMs;
      return (stamp) => at(stamp) > bound;
    }
    default:
      throw unsupported(criterion);
  }
}

function readRange(criterion: Criterion): readonly [number, number] {
  const { property, value } = criterion;
  if (!Array.isArray(value) || value.length !== 2)
    throw expects(property, 'an array with valid data, should contain 2 strings with the format "yyyy-mm-dd H:i:s"', value);
  return [readTime(criterion, value[0]), readTime(criterion, value[1])];
}

function readTime({ property }: Criterion, value: unknown): number {
  const isTime = typeof value === "string" && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value);
  const time = isTime ? Date.parse(`${value.replace(" ", "T")}Z`) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw unprocessable(`Property "${property}" expects a string with the format "yyyy-mm-dd H:i:s" as data, "${String(value)}" given.`);
}

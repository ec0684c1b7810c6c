import type { Entity, Pim } from "../documents.js";
import { unprocessable } from "../problem.js";
import { inheritedValues } from "../values/inheritance.js";
import type { CandidateTest } from "./candidate.js";
import { type Criterion, numberOf, unknownObject, unsupported } from "./criteria.js";

/** How complete a product is, in whole per cent of what its family requires on a channel; `undefined` without a family. */
export function completenessOf(pim: Pim, entity: Entity, place: { readonly scope: string; readonly locale: string }): number | undefined {
  const required = entity.family === null ? undefined : pim.families.get(entity.family)?.body.attribute_requirements[place.scope];
  if (required === undefined) return undefined;
  const values = inheritedValues(pim, entity);
  const filled = required.filter((code) =>
    values[code]?.some(({ locale, scope }) => (locale === null || locale === place.locale) && (scope === null || scope === place.scope)),
  );
  return required.length === 0 ? 100 : Math.floor((filled.length * 100) / required.length);
}

const comparisons: Readonly<Record<string, (percent: number, bound: number) => boolean>> = {
  "<": (percent, bound) => percent < bound,
  "<=": (percent, bound) => percent <= bound,
  ">": (percent, bound) => percent > bound,
  ">=": (percent, bound) => percent >= bound,
  "=": (percent, bound) => percent === bound,
  "!=": (percent, bound) => percent !== bound,
};

const onAllLocales: Readonly<Record<string, string>> = {
  "GREATER THAN ON ALL LOCALES": ">",
  "GREATER OR EQUALS THAN ON ALL LOCALES": ">=",
  "LOWER THAN ON ALL LOCALES": "<",
  "LOWER OR EQUALS THAN ON ALL LOCALES": "<=",
};

/** A test on completeness: on any locale of the channel, or on all that are named. */
export function completenessTest(pim: Pim, criterion: Criterion): CandidateTest {
  const every = onAllLocales[criterion.operator];
  const compare = comparisons[every ?? criterion.operator];
  if (compare === undefined) throw unsupported(criterion);
  const { scope } = criterion;
  if (scope === undefined) throw unprocessable('Property "completeness" expects a valid scope.');
  const channel = pim.channels.get(scope)?.body;
  if (channel === undefined) throw unknownObject("channel", scope);
  const bound = numberOf(criterion);
  const locales = every === undefined ? channel.locales : readLocales(criterion);
  const holds =
    (entity: Entity) =>
    (locale: string): boolean => {
      const percent = completenessOf(pim, entity, { scope, locale });
      return percent !== undefined && compare(percent, bound);
    };
  return ({ entity }) => (every === undefined ? locales.some(holds(entity)) : locales.every(holds(entity)));
}

function readLocales({ locales }: Criterion): readonly string[] {
  if (!Array.isArray(locales)) throw unprocessable('Property "completeness" expects an array with the key "locales".');
  return locales.map(String);
}

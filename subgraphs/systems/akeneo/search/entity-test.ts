import type { AttributeBody, Pim, Value, Values } from "../documents.js";
import { ApiProblem, unprocessable } from "../problem.js";
import { ancestorsOf, inheritedCategories, inheritedValues, withDescendants } from "../values/inheritance.js";
import { valueTest } from "./attribute-test.js";
import type { Candidate, CandidateTest } from "./candidate.js";
import { completenessTest } from "./completeness.js";
import { booleanOf, type Criterion, textOf, textsOf, unknownObject, unsupported } from "./criteria.js";
import { stampTest } from "./dates.js";

/** What is searched. */
export interface SearchWorld {
  readonly pim: Pim;
  readonly now: Date;
  readonly kind: "product" | "product_model";
}

/** The tests of a search; throws in Akeneo's words when it names what does not exist. */
export function candidateTests(world: SearchWorld, criteria: readonly Criterion[]): readonly CandidateTest[] {
  checkIdentifierCount(criteria);
  return criteria.map((criterion) => propertyTest(world, criterion) ?? attributeTest(world.pim, criterion));
}

function propertyTest(world: SearchWorld, criterion: Criterion): CandidateTest | undefined {
  const { pim, now, kind } = world;
  switch (criterion.property) {
    case "categories":
      return categoryTest(pim, criterion);
    case "family":
      return listTest(criterion, ({ entity }) => (entity.family === null ? [] : [entity.family]), {
        isKnown: (code) => pim.families.has(code),
        kind: "family",
      });
    case "parent":
      return parentTest(pim, criterion);
    case "created":
    case "updated":
      return changeTest(pim, criterion, now);
    case "completeness":
      return completenessTest(pim, criterion);
    case "identifier":
      if (kind !== "product") throw unsupported(criterion);
      return identifierTest(pim, criterion);
    case "code":
    case "uuid":
    case "enabled":
    case "groups":
      return ownPropertyTest(kind, criterion);
    default:
      return undefined;
  }
}

function ownPropertyTest(kind: SearchWorld["kind"], criterion: Criterion): CandidateTest {
  const isOfModels = criterion.property === "code";
  if (isOfModels !== (kind === "product_model")) throw unsupported(criterion);
  if (criterion.property === "enabled") {
    if (criterion.operator !== "=" && criterion.operator !== "!=") throw unsupported(criterion);
    const wanted = booleanOf(criterion) === (criterion.operator === "=");
    return ({ isEnabled }) => isEnabled === wanted;
  }
  if (criterion.property === "groups") return listTest(criterion, ({ groups }) => groups ?? []);
  if (criterion.operator !== "IN" && criterion.operator !== "NOT IN") throw unsupported(criterion);
  const key = ({ uuid, identifier }: Candidate): string => (criterion.property === "uuid" ? uuid : identifier) ?? "";
  const wanted = new Set(textsOf(criterion));
  return (candidate) => wanted.has(key(candidate)) === (criterion.operator === "IN");
}

function identifierTest(pim: Pim, criterion: Criterion): CandidateTest {
  const sku: AttributeBody = {
    code: "identifier",
    type: "pim_catalog_identifier",
    group: "",
    labels: {},
    localizable: false,
    scopable: false,
  };
  if (criterion.operator === "EMPTY") return ({ identifier }) => identifier === null;
  const test = valueTest(pim, sku, criterion);
  return ({ identifier }) => test(identifier === null ? undefined : { locale: null, scope: null, data: identifier });
}

function checkIdentifierCount(criteria: readonly Criterion[]): void {
  const list = criteria.find(({ property, operator }) => property === "identifier" && operator === "IN");
  if (list === undefined) return;
  if (list.value === null || list.value === undefined) throw unprocessable("The identifier filter can't contain null value");
  if (new Set(textsOf(list)).size > 100)
    throw new ApiProblem(400, "The identifier filter can't contain more than 100 product identifiers.");
}

function changeTest(pim: Pim, criterion: Criterion, now: Date): CandidateTest {
  const test = stampTest(criterion, now);
  if (criterion.property === "created") return ({ entity }) => test(entity.created);
  // A variant counts as updated when one of its models was.
  return ({ entity }) => [entity, ...ancestorsOf(pim, entity)].some(({ updated }) => test(updated));
}

function parentTest(pim: Pim, criterion: Criterion): CandidateTest {
  if (criterion.operator === "EMPTY") return ({ entity }) => entity.parent === null;
  if (criterion.operator === "NOT EMPTY") return ({ entity }) => entity.parent !== null;
  if (criterion.operator !== "=" && criterion.operator !== "IN") throw unsupported(criterion);
  if (criterion.operator === "IN") {
    const wanted = new Set(textsOf(criterion));
    return ({ entity }) => entity.parent !== null && wanted.has(entity.parent);
  }
  // Only this operator minds whether the model exists.
  const root = textOf(criterion);
  if (!pim.models.has(root)) throw unknownObject("product model", root);
  return ({ entity }) => ancestorsOf(pim, entity).some(({ code }) => code === root);
}

function listTest(
  criterion: Criterion,
  read: (candidate: Candidate) => readonly string[],
  known?: { readonly isKnown: (code: string) => boolean; readonly kind: string },
): CandidateTest {
  if (criterion.operator === "EMPTY") return (candidate) => read(candidate).length === 0;
  if (criterion.operator === "NOT EMPTY") return (candidate) => read(candidate).length > 0;
  if (criterion.operator !== "IN" && criterion.operator !== "NOT IN") throw unsupported(criterion);
  const codes = textsOf(criterion);
  const unknown = known && codes.find((code) => !known.isKnown(code));
  if (known && unknown !== undefined) throw unknownObject(known.kind, unknown);
  const wanted = new Set(codes);
  return (candidate) => read(candidate).some((code) => wanted.has(code)) === (criterion.operator === "IN");
}

function categoryTest(pim: Pim, criterion: Criterion): CandidateTest {
  const codesOf = ({ entity }: Candidate): readonly string[] => inheritedCategories(pim, entity);
  if (criterion.operator === "UNCLASSIFIED") return (candidate) => codesOf(candidate).length === 0;
  const isKnown = ["IN", "NOT IN", "IN OR UNCLASSIFIED", "IN CHILDREN", "NOT IN CHILDREN"].includes(criterion.operator);
  if (!isKnown) throw unsupported(criterion);
  const codes = textsOf(criterion);
  const unknown = codes.filter((code) => !pim.categories.has(code));
  if (unknown.length === 1) throw unprocessable(`Category "${unknown[0]}" does not exist.`);
  if (unknown.length > 1) throw unprocessable(`Categories "${unknown.join(", ")}" do not exist.`);
  const wanted = criterion.operator.endsWith("CHILDREN") ? withDescendants(pim, codes) : new Set(codes);
  const isIn = (candidate: Candidate): boolean => codesOf(candidate).some((code) => wanted.has(code));
  if (criterion.operator.startsWith("NOT")) return (candidate) => !isIn(candidate);
  const takesUnclassified = criterion.operator === "IN OR UNCLASSIFIED";
  return (candidate) => isIn(candidate) || (takesUnclassified && codesOf(candidate).length === 0);
}

function attributeTest(pim: Pim, criterion: Criterion): CandidateTest {
  const attribute = pim.attributes.get(criterion.property)?.body;
  if (attribute === undefined) throw unsupported(criterion);
  checkPlace(pim, attribute, criterion);
  const find = (values: Values): Value | undefined =>
    values[attribute.code]?.find(
      ({ locale, scope }) => (!attribute.localizable || locale === criterion.locale) && (!attribute.scopable || scope === criterion.scope),
    );
  if (criterion.operator === "EMPTY") {
    const isOfFamily = (family: string | null): boolean =>
      family !== null && pim.families.get(family)?.body.attributes.includes(attribute.code) === true;
    return ({ entity }) => isOfFamily(entity.family) && find(inheritedValues(pim, entity)) === undefined;
  }
  const test = valueTest(pim, attribute, criterion);
  return ({ entity }) => test(find(inheritedValues(pim, entity)));
}

function checkPlace(pim: Pim, attribute: AttributeBody, { locale, scope }: Criterion): void {
  const name = `Attribute "${attribute.code}"`;
  if (attribute.localizable && locale === undefined) throw unprocessable(`${name} expects a locale, none given.`);
  if (attribute.localizable && locale !== undefined && pim.locales.get(locale)?.body.enabled !== true) {
    throw unprocessable(`Locale "${locale}" does not exist or is not activated.`);
  }
  if (attribute.scopable && scope === undefined) throw unprocessable(`${name} expects a scope, none given.`);
  if (attribute.scopable && scope !== undefined && !pim.channels.has(scope)) {
    throw unprocessable(`${name} expects an existing scope, "${scope}" given.`);
  }
}

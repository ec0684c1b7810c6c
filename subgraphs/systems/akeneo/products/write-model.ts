import type { ModelDocument } from "../documents.js";
import { ApiProblem, invalid, misformatted, unprocessable } from "../problem.js";
import { type EntityWrite, readBody, readCode, writeCommon } from "./entity-fields.js";
import { modelViolations, withoutInherited } from "./variant-rules.js";

const properties = ["code", "family", "family_variant", "parent", "categories", "values", "associations", "quantified_associations"];

/** Applies a body to a product model, which is made when there is none of that code, and keeps it. */
export function writeModel(write: EntityWrite, code: string, body: unknown): ModelDocument {
  const given = readBody(write, body, properties);
  if (given["code"] !== undefined && given["code"] !== code) {
    throw unprocessable(
      `The code "${String(given["code"])}" provided in the request body must match the code "${code}" provided in the url.`,
    );
  }
  const known = write.pim.models.get(code);
  const before = known ?? newModel(write, code, given);
  checkUnchanged(given, before);
  const common = writeCommon(write, before, given);
  const after = withoutInherited(write.pim, common.entity);
  const violations = [...common.violations, ...modelViolations(write.pim, after)];
  if (violations.length > 0) throw invalid(violations);
  const isSame = known !== undefined && JSON.stringify(after) === JSON.stringify(known);
  return write.pim.models.put(code, isSame ? known : { ...after, updated: write.at });
}

/** Throws what Akeneo answers when a model is not there. */
export function noModel(code: string): ApiProblem {
  return new ApiProblem(404, `Product model "${code}" does not exist or you do not have permission to access it.`);
}

function newModel(write: EntityWrite, code: string, given: Readonly<Record<string, unknown>>): ModelDocument {
  const familyVariant = readCode(write, "family_variant", given["family_variant"] ?? null);
  if (familyVariant === null) {
    throw invalid([{ property: "family_variant", message: "The product model family variant must not be empty." }]);
  }
  const owner = write.pim.familyVariants.find(({ body }) => body.code === familyVariant)?.owner;
  if (owner === undefined) {
    throw misformatted(
      `Property "family_variant" expects a valid family variant code. The family variant does not exist, "${familyVariant}" given.`,
      write.anchor,
    );
  }
  const parent = readCode(write, "parent", given["parent"] ?? null);
  if (parent !== null && !write.pim.models.has(parent)) {
    throw misformatted(`Property "parent" expects a valid parent code. The product model does not exist, "${parent}" given.`, write.anchor);
  }
  return {
    code,
    family: owner,
    family_variant: familyVariant,
    parent,
    categories: [],
    values: {},
    associations: {},
    quantified_associations: {},
    created: write.at,
    updated: write.at,
  };
}

function checkUnchanged(given: Readonly<Record<string, unknown>>, model: ModelDocument): void {
  const changed = (["family", "family_variant", "parent"] as const).filter((key) => key in given && given[key] !== model[key]);
  if (changed.length === 0) return;
  throw invalid(changed.map((property) => ({ property, message: `Property "${property}" cannot be modified.` })));
}

import { identifierAttribute, type ProductDocument } from "../documents.js";
import { ApiProblem, invalid, misformatted, type Violation } from "../problem.js";
import { type EntityWrite, expects, readBody, readCode, readCodes, writeCommon } from "./entity-fields.js";
import { variantViolations, withoutInherited } from "./variant-rules.js";

/** The two ways in which the API speaks of products: by identifier, or by UUID since version 7. */
export type ProductFlavour = "identifier" | "uuid";

const properties = ["enabled", "family", "categories", "groups", "parent", "values", "associations", "quantified_associations"];

/** A product as it is before its first write. */
export function blankProduct(uuid: string, at: string): ProductDocument {
  return {
    uuid,
    identifier: null,
    enabled: true,
    family: null,
    parent: null,
    categories: [],
    groups: [],
    values: {},
    associations: {},
    quantified_associations: {},
    created: at,
    updated: at,
  };
}

/** Applies a body to a product and keeps it, or throws in Akeneo's words; a write that changes nothing leaves the change stamp alone. */
export function writeProduct(
  write: EntityWrite,
  before: ProductDocument,
  { body, flavour }: { readonly body: unknown; readonly flavour: ProductFlavour },
): ProductDocument {
  const given = readBody(write, body, [...properties, flavour === "uuid" ? "uuid" : "identifier"]);
  const common = writeCommon(write, before, given);
  const named = withIdentifier(write, common.entity, flavour === "identifier" ? given["identifier"] : undefined);
  const after = withoutInherited(write.pim, withOwnFields(write, named, given));
  const violations = [...common.violations, ...identifierViolations(write, after, flavour), ...variantViolations(write.pim, after)];
  if (violations.length > 0) throw invalid(violations);
  const isSame = write.pim.products.has(before.uuid) && JSON.stringify(after) === JSON.stringify(before);
  return write.pim.products.put(after.uuid, isSame ? before : { ...after, updated: write.at });
}

function withOwnFields(write: EntityWrite, product: ProductDocument, given: Readonly<Record<string, unknown>>): ProductDocument {
  const parent = "parent" in given ? readParent(write, given["parent"]) : product.parent;
  const family = "family" in given ? readFamily(write, given["family"]) : product.family;
  return {
    ...product,
    enabled: "enabled" in given ? readEnabled(write, given["enabled"]) : product.enabled,
    groups: "groups" in given ? readCodes(write, "groups", given["groups"]) : product.groups,
    parent,
    // A variant is of its model's family unless it says otherwise.
    family: family ?? (parent === null ? null : (write.pim.models.get(parent)?.family ?? null)),
  };
}

function withIdentifier(write: EntityWrite, product: ProductDocument, given: unknown): ProductDocument {
  const attribute = identifierAttribute(write.pim);
  if (given !== undefined && typeof given !== "string") throw expects(write, "identifier", { type: "a string", value: given });
  const fromValues = product.values[attribute]?.[0]?.data;
  const identifier = given ?? (typeof fromValues === "string" ? fromValues : null);
  if (!identifier) return { ...product, identifier: null };
  return { ...product, identifier, values: { ...product.values, [attribute]: [{ locale: null, scope: null, data: identifier }] } };
}

function readParent(write: EntityWrite, value: unknown): string | null {
  const code = readCode(write, "parent", value);
  if (code === null || write.pim.models.has(code)) return code;
  throw misformatted(
    `Property "parent" expects a valid parent code. The parent product model does not exist, "${code}" given.`,
    write.anchor,
  );
}

function readFamily(write: EntityWrite, value: unknown): string | null {
  const code = readCode(write, "family", value);
  if (code === null || write.pim.families.has(code)) return code;
  throw misformatted(`The ${code} family does not exist in your PIM.`, write.anchor);
}

function readEnabled(write: EntityWrite, value: unknown): boolean {
  if (typeof value !== "boolean") throw expects(write, "enabled", { type: "a boolean", value });
  return value;
}

function identifierViolations({ pim }: EntityWrite, product: ProductDocument, flavour: ProductFlavour): readonly Violation[] {
  if (product.identifier === null) {
    // A product may live without an identifier since version 7, but only the UUID endpoints can name it.
    return flavour === "identifier" ? [{ property: "identifier", message: "The identifier attribute cannot be empty." }] : [];
  }
  const wanted = product.identifier.toLowerCase();
  const twin = pim.products.find(({ uuid, identifier }) => uuid !== product.uuid && identifier?.toLowerCase() === wanted);
  return twin === undefined
    ? []
    : [{ property: "identifier", message: `The ${product.identifier} identifier is already used for another product.` }];
}

/** Throws what Akeneo answers when a product is not there. */
export function noProduct(key: string): ApiProblem {
  return new ApiProblem(404, `Product "${key}" does not exist or you do not have permission to access it.`);
}

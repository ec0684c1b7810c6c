import { z } from "zod";
import {
  type AttributeBody,
  attributeTypes,
  type CategoryBody,
  type ChannelBody,
  type FamilyBody,
  type FamilyVariantBody,
  type Kept,
  type OptionBody,
  type Pim,
} from "../documents.js";
import type { Violation } from "../problem.js";
import { type Criterion, textsOf, unsupported } from "../search/criteria.js";
import { codeTest, type Coded, equalsTest, flagTest, type KeptTest, type Resource, updatedTest } from "./resource.js";

const code = z.string().regex(/^[a-zA-Z0-9_]+$/, "may contain only letters, numbers and underscores");
const labels = z.record(z.string(), z.string()).default({});

/** Categories and their trees. */
export const categories: Resource<CategoryBody> = {
  title: "Category",
  path: "categories",
  operation: "category",
  kept: (pim) => pim.categories,
  present: (pim, kept, { withPosition }) => ({
    ...kept.body,
    updated: kept.updated,
    ...(withPosition ? { position: positionOf(pim, kept.body) } : {}),
  }),
  test: (_pim, criterion, now) => {
    if (criterion.property === "code") return codeTest(criterion);
    if (criterion.property === "parent") return equalsTest(criterion, ({ parent }) => parent);
    if (criterion.property === "is_root") return flagTest(criterion, ({ parent }) => parent === null);
    if (criterion.property === "updated") return updatedTest(criterion, now);
    throw unsupported(criterion);
  },
  write: {
    schema: z.strictObject({ code, parent: z.string().nullable().default(null), labels }),
    immutable: ["code"],
    check: (pim, { parent }) =>
      parent === null || pim.categories.has(parent)
        ? []
        : [
            {
              property: "parent",
              message: `Property "parent" expects a valid category code. The category does not exist, "${parent}" given.`,
            },
          ],
  },
};

/** Families. */
export const families: Resource<FamilyBody> = {
  title: "Family",
  path: "families",
  operation: "family",
  kept: (pim) => pim.families,
  present: (_pim, { body }) => body,
  test: (pim, criterion, now) => {
    if (criterion.property === "code") return codeTest(criterion);
    if (criterion.property === "updated") return updatedTest(criterion, now);
    if (criterion.property === "has_products") {
      return flagTest(criterion, (family) => pim.products.find((product) => product.family === family.code) !== undefined);
    }
    throw unsupported(criterion);
  },
  write: {
    schema: z.strictObject({
      code,
      attributes: z.array(z.string()).default([]),
      attribute_as_label: z.string(),
      attribute_as_image: z.string().nullable().default(null),
      attribute_requirements: z.record(z.string(), z.array(z.string())).default({}),
      labels,
    }),
    immutable: ["code"],
    check: (pim, { attributes }) => unknownAttributes(pim, attributes, "attributes"),
  },
};

const optionalNumber = z.union([z.string(), z.number()]).nullable().default(null);
const attributeSchema = z.strictObject({
  code,
  type: z.enum(attributeTypes),
  group: z.string(),
  group_labels: labels,
  labels,
  localizable: z.boolean().default(false),
  scopable: z.boolean().default(false),
  unique: z.boolean().default(false),
  useable_as_grid_filter: z.boolean().default(false),
  sort_order: z.int().default(0),
  available_locales: z.array(z.string()).default([]),
  allowed_extensions: z.array(z.string()).default([]),
  metric_family: z.string().nullable().default(null),
  default_metric_unit: z.string().nullable().default(null),
  reference_data_name: z.string().nullable().default(null),
  max_characters: z.int().nullable().default(null),
  validation_rule: z.string().nullable().default(null),
  validation_regexp: z.string().nullable().default(null),
  wysiwyg_enabled: z.boolean().nullable().default(null),
  number_min: optionalNumber,
  number_max: optionalNumber,
  decimals_allowed: z.boolean().nullable().default(null),
  negative_allowed: z.boolean().nullable().default(null),
  date_min: z.string().nullable().default(null),
  date_max: z.string().nullable().default(null),
  max_file_size: z.string().nullable().default(null),
  minimum_input_length: z.int().nullable().default(null),
  guidelines: labels,
  auto_option_sorting: z.boolean().nullable().default(null),
  default_value: z.boolean().nullable().default(null),
});

/** A whole attribute from the properties that differ from the defaults. */
export function completeAttribute(given: z.input<typeof attributeSchema>): AttributeBody {
  return attributeSchema.parse(given);
}

/** Attributes. */
export const attributes: Resource<AttributeBody> = {
  title: "Attribute",
  path: "attributes",
  operation: "attribute",
  kept: (pim) => pim.attributes,
  present: (_pim, { body }) => body,
  test: (_pim, criterion, now) => {
    if (criterion.property === "code") return codeTest(criterion);
    if (criterion.property === "updated") return updatedTest(criterion, now);
    if (criterion.property === "type") return typeTest(criterion);
    throw unsupported(criterion);
  },
  write: {
    schema: attributeSchema,
    immutable: ["code", "type", "localizable", "scopable", "unique", "metric_family"],
    check: (pim, { group }) =>
      pim.attributeGroups.has(group)
        ? []
        : [
            {
              property: "group",
              message: `Property "group" expects a valid attribute group code. The attribute group does not exist, "${group}" given.`,
            },
          ],
  },
};

/** Options of select attributes. */
export const attributeOptions: Resource<OptionBody> = {
  title: "Attribute option",
  path: "attributes/:owner/options",
  operation: "attribute-option",
  kept: (pim) => pim.options,
  present: (_pim, { body }) => body,
  test: notSearchable,
  write: {
    schema: z.strictObject({ code, attribute: z.string(), sort_order: z.int().default(0), labels }),
    immutable: ["code", "attribute"],
    check: () => [],
  },
};

/** How products of a family vary. */
export const familyVariants: Resource<FamilyVariantBody> = {
  title: "Family variant",
  path: "families/:owner/variants",
  operation: "family-variant",
  kept: (pim) => pim.familyVariants,
  present: (_pim, { body }) => body,
  test: notSearchable,
  write: {
    schema: z.strictObject({
      code,
      labels,
      variant_attribute_sets: z.array(
        z.strictObject({
          level: z.int().min(1).max(2),
          axes: z.array(z.string()).min(1).max(5),
          attributes: z.array(z.string()).default([]),
        }),
      ),
    }),
    immutable: ["code"],
    check: (pim, { variant_attribute_sets: sets }) =>
      unknownAttributes(
        pim,
        sets.flatMap((set) => [...set.axes, ...set.attributes]),
        "variant_attribute_sets",
      ),
  },
};

/** Channels; read only here. */
export const channels: Resource<ChannelBody> = readOnly("Channel", "channels", (pim) => pim.channels);

/** Attribute groups; read only here. */
export const attributeGroups: Resource<Coded> = readOnly("Attribute group", "attribute-groups", (pim) => pim.attributeGroups);

/** Currencies; read only, as the vendor's. */
export const currencies: Resource<Coded & { readonly enabled: boolean }> = readOnly("Currency", "currencies", (pim) => pim.currencies);

/** Locales; read only, as the vendor's. */
export const locales: Resource<Coded & { readonly enabled: boolean }> = {
  ...readOnly<Coded & { readonly enabled: boolean }>("Locale", "locales", (pim) => pim.locales),
  test: (_pim, criterion) => {
    if (criterion.property === "enabled") return flagTest(criterion, ({ enabled }) => enabled);
    throw unsupported(criterion);
  },
};

function readOnly<Body extends Coded>(title: string, path: string, kept: Resource<Body>["kept"]): Resource<Body> {
  return { title, path, operation: path, kept, present: (_pim, { body }) => body, test: notSearchable };
}

function notSearchable(_pim: Pim, criterion: Criterion): never {
  throw unsupported(criterion);
}

function typeTest(criterion: Criterion): KeptTest<AttributeBody> {
  if (criterion.operator !== "IN") throw unsupported(criterion);
  const wanted = textsOf(criterion);
  return ({ body }) => wanted.includes(body.type);
}

function positionOf(pim: Pim, { code: own, parent }: CategoryBody): number {
  const siblings: readonly Kept<CategoryBody>[] = pim.categories.filter(({ body }) => body.parent === parent);
  return siblings.findIndex(({ body }) => body.code === own) + 1;
}

function unknownAttributes(pim: Pim, codes: readonly string[], property: string): readonly Violation[] {
  return codes
    .filter((one) => !pim.attributes.has(one))
    .map((one) => ({
      property,
      message: `Property "${property}" expects a valid attribute code. The attribute does not exist, "${one}" given.`,
    }));
}

import type { Entity, FamilyVariantBody, ModelDocument, Pim, ProductDocument, Values } from "../documents.js";
import type { Violation } from "../problem.js";
import { ancestorsOf } from "../values/inheritance.js";

/** The family variant that a model belongs to. */
export function variantOf(pim: Pim, model: ModelDocument): FamilyVariantBody | undefined {
  return pim.familyVariants.get(`${model.family}/${model.family_variant}`)?.body;
}

/** The rules of variant products: family of the parent, own level's attributes only, axes filled and unlike every sibling's. */
export function variantViolations(pim: Pim, product: ProductDocument): readonly Violation[] {
  const parent = product.parent === null ? undefined : pim.models.get(product.parent);
  const variant = parent && variantOf(pim, parent);
  if (parent === undefined || variant === undefined) return [];
  const level = ancestorsOf(pim, product).length;
  const set = variant.variant_attribute_sets.find((one) => one.level === level);
  const own = [...(set?.attributes ?? []), ...(set?.axes ?? [])];
  return [
    ...(product.family === parent.family
      ? []
      : [{ property: "family", message: "The variant product family must be the same than its parent" }]),
    ...foreignViolations(product.values, own),
    ...axisViolations(pim, product, set?.axes ?? []),
  ];
}

/** Attributes that a root model may not hold, because they vary below it. */
export function modelViolations(pim: Pim, model: ModelDocument): readonly Violation[] {
  const variant = variantOf(pim, model);
  if (variant === undefined) return [];
  const level = ancestorsOf(pim, model).length;
  const set = variant.variant_attribute_sets.find((one) => one.level === level);
  const below = variant.variant_attribute_sets
    .filter((one) => one.level > level)
    .flatMap(({ axes, attributes }) => [...axes, ...attributes]);
  const family = pim.families.get(model.family)?.body.attributes ?? [];
  const own = set ? [...set.axes, ...set.attributes] : family.filter((code) => !below.includes(code));
  return foreignViolations(model.values, own);
}

/** Own values without those that only repeat what a model above says: Akeneo drops them, so that they follow the model. */
export function withoutInherited<T extends Entity>(pim: Pim, entity: T): T {
  const above = ancestorsOf(pim, entity).reduce<Values>((values, model) => ({ ...model.values, ...values }), {});
  const own = Object.entries(entity.values).filter(([code, values]) => JSON.stringify(above[code]) !== JSON.stringify(values));
  return { ...entity, values: Object.fromEntries(own) };
}

function foreignViolations(values: Values, own: readonly string[]): readonly Violation[] {
  return Object.keys(values)
    .filter((code) => !own.includes(code))
    .map((code) => ({
      property: "attribute",
      message: `Cannot set the property "${code}" to this entity as it is not in the attribute set`,
    }));
}

function axisViolations(pim: Pim, product: ProductDocument, axes: readonly string[]): readonly Violation[] {
  const empty = axes.find((axis) => product.values[axis] === undefined);
  if (empty !== undefined) {
    return [{ property: "attribute", message: `Attribute "${empty}" cannot be empty, as it is defined as an axis for this entity` }];
  }
  const combination = (values: Values): string => axes.map((axis) => JSON.stringify(values[axis]?.[0]?.data)).join(",");
  const twin = pim.products.find(
    (other) => other.uuid !== product.uuid && other.parent === product.parent && combination(other.values) === combination(product.values),
  );
  if (twin === undefined) return [];
  const message = `Cannot set value "${combination(product.values)}" for the attribute axis "${axes.join(",")}" on variant product "${product.identifier}", as the variant product "${twin.identifier}" already has this value`;
  return [{ property: "attribute", message }];
}

import type { Entity, ModelDocument, Pim, Values } from "../documents.js";

/** The models above an entity, nearest first. */
export function ancestorsOf(pim: Pim, entity: Entity): readonly ModelDocument[] {
  const parent = entity.parent === null ? undefined : pim.models.get(entity.parent);
  return parent === undefined ? [] : [parent, ...ancestorsOf(pim, parent)];
}

/** Own values and those of the models above; a variant sees its models' values as its own. */
export function inheritedValues(pim: Pim, entity: Entity): Values {
  return ancestorsOf(pim, entity).reduce<Values>((own, model) => ({ ...model.values, ...own }), entity.values);
}

/** Own categories and those of the models above. */
export function inheritedCategories(pim: Pim, entity: Entity): readonly string[] {
  const all = [entity, ...ancestorsOf(pim, entity)].flatMap(({ categories }) => categories);
  return [...new Set(all)].sort();
}

/** A category and everything below it. */
export function withDescendants(pim: Pim, codes: readonly string[]): ReadonlySet<string> {
  const found = new Set(codes);
  let isGrowing = true;
  while (isGrowing) {
    const below = pim.categories.filter(({ body }) => body.parent !== null && found.has(body.parent) && !found.has(body.code));
    for (const { body } of below) found.add(body.code);
    isGrowing = below.length > 0;
  }
  return found;
}

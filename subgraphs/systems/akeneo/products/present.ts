import { identifierAttribute, type Entity, type ModelDocument, type Pim, type ProductDocument } from "../documents.js";
import { completenessOf } from "../search/completeness.js";
import { inheritedCategories, inheritedValues } from "../values/inheritance.js";
import { presentValues, type ValueChoice } from "../values/present-values.js";
import type { ProductFlavour } from "./write-product.js";

/** What a reader asked to see of products and models. */
export interface View {
  readonly pim: Pim;
  /** Scheme and host for links. */
  readonly origin: string;
  readonly choice: ValueChoice;
  readonly withCompletenesses: boolean;
}

/** A product as the API shows it, by UUID or by identifier. */
export function presentProduct(view: View, product: ProductDocument, flavour: ProductFlavour): unknown {
  const path = flavour === "uuid" ? `products-uuid/${product.uuid}` : `products/${encodeURIComponent(product.identifier ?? "")}`;
  const values = { ...inheritedValues(view.pim, product) };
  // The identifier endpoints tell the identifier as a property, not among the values.
  if (flavour === "identifier") delete values[identifierAttribute(view.pim)];
  return {
    ...selfLink(view, path),
    uuid: product.uuid,
    ...(flavour === "identifier" ? { identifier: product.identifier } : {}),
    enabled: product.enabled,
    family: product.family,
    categories: inheritedCategories(view.pim, product),
    groups: product.groups,
    parent: product.parent,
    values: presentValues(view.pim, values, view.choice),
    ...tail(product),
    ...(view.withCompletenesses ? { completenesses: completenesses(view.pim, product) } : {}),
  };
}

/** A product model as the API shows it. */
export function presentModel(view: View, model: ModelDocument): unknown {
  return {
    ...selfLink(view, `product-models/${encodeURIComponent(model.code)}`),
    code: model.code,
    family: model.family,
    family_variant: model.family_variant,
    parent: model.parent,
    categories: inheritedCategories(view.pim, model),
    values: presentValues(view.pim, inheritedValues(view.pim, model), view.choice),
    ...tail(model),
  };
}

function selfLink({ origin }: View, path: string): Readonly<Record<string, unknown>> {
  return { _links: { self: { href: `${origin}/api/rest/v1/${path}` } } };
}

function tail({ created, updated, associations, quantified_associations }: Entity): Readonly<Record<string, unknown>> {
  return { created, updated, associations, quantified_associations };
}

function completenesses(pim: Pim, product: ProductDocument): readonly unknown[] {
  return pim.channels.all().flatMap(({ body }) =>
    body.locales.flatMap((locale) => {
      const data = completenessOf(pim, product, { scope: body.code, locale });
      return data === undefined ? [] : [{ scope: body.code, locale, data }];
    }),
  );
}

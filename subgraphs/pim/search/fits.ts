import type { AttributeValue, Category, CategoryCode, ProductContent } from "#model";

/** Conditions on a product; all that are given must hold. */
export interface ProductConditions {
  readonly skus?: readonly string[] | undefined;
  readonly categories?: readonly string[] | undefined;
  readonly families?: readonly string[] | undefined;
  readonly brands?: readonly string[] | undefined;
  readonly attributes?: readonly { readonly code: string; readonly in: readonly string[] }[] | undefined;
  /** ISO 8601. */
  readonly updatedSince?: string | undefined;
  readonly onlyEnabled: boolean;
}

/** Whether a product meets all conditions; a category holds what is in any category below it. */
export function fits(product: ProductContent, wanted: ProductConditions, categories: ReadonlyMap<CategoryCode, Category>): boolean {
  return (
    (product.isEnabled || !wanted.onlyEnabled) &&
    isAmong(wanted.skus, product.sku) &&
    isAmong(wanted.families, product.family?.code) &&
    isAmong(wanted.brands, product.brand) &&
    (wanted.updatedSince === undefined || Date.parse(product.updatedAt) >= Date.parse(wanted.updatedSince)) &&
    (wanted.categories === undefined || isInAny(product, new Set(wanted.categories), categories)) &&
    (wanted.attributes ?? []).every((condition) => hasValue(product.attributes, condition))
  );
}

function isAmong(wanted: readonly string[] | undefined, value: string | undefined): boolean {
  return wanted === undefined || (value !== undefined && wanted.includes(value));
}

function isInAny(product: ProductContent, wanted: ReadonlySet<string>, categories: ReadonlyMap<CategoryCode, Category>): boolean {
  return product.categories.some((code) => ancestry(code, categories).some((one) => wanted.has(one)));
}

function ancestry(code: CategoryCode, categories: ReadonlyMap<CategoryCode, Category>): CategoryCode[] {
  const path: CategoryCode[] = [];
  for (let at: CategoryCode | undefined = code; at !== undefined && !path.includes(at); at = categories.get(at)?.parent) path.push(at);
  return path;
}

function hasValue(attributes: readonly AttributeValue[], condition: { readonly code: string; readonly in: readonly string[] }): boolean {
  const attribute = attributes.find((one) => one.code === condition.code);
  if (attribute === undefined) return false;
  const values = attribute.optionCodes ?? Object.values(attribute.value);
  return values.some((value) => value !== undefined && condition.in.includes(value));
}

import { textFor, type Locale, type ProductContent, type Sku } from "#model";

/** How a product list is ordered. */
export type ProductOrder = "RELEVANCE" | "NAME_ASC" | "NAME_DESC" | "SKU_ASC" | "UPDATED_DESC";

type Comparator = (left: ProductContent, right: ProductContent) => number;

const bySku: Comparator = (left, right) => (left.sku < right.sku ? -1 : left.sku > right.sku ? 1 : 0);

/** A total order: products that are equal in the wanted order stand by SKU. */
export function comparatorOf(order: ProductOrder, language: Locale, scores?: ReadonlyMap<Sku, number>): Comparator {
  const first = primaryOrder(order, language, scores);
  return (left, right) => first(left, right) || bySku(left, right);
}

function primaryOrder(order: ProductOrder, language: Locale, scores?: ReadonlyMap<Sku, number>): Comparator {
  switch (order) {
    case "SKU_ASC":
      return bySku;
    case "UPDATED_DESC":
      return (left, right) => Date.parse(right.updatedAt) - Date.parse(left.updatedAt);
    case "NAME_DESC":
      return reversed(byName(language));
    case "NAME_ASC":
      return byName(language);
    case "RELEVANCE":
      return scores ? (left, right) => (scores.get(right.sku) ?? 0) - (scores.get(left.sku) ?? 0) : byName(language);
  }
}

function byName(language: Locale): Comparator {
  const collator = new Intl.Collator(language);
  const name = (product: ProductContent): string => textFor(product.name, language) ?? product.sku;
  return (left, right) => collator.compare(name(left), name(right));
}

function reversed(comparator: Comparator): Comparator {
  return (left, right) => comparator(right, left);
}

import type { ProductRecord, VariantRecord } from "../records.js";
import type { SearchFields } from "../search/match-search.js";
import { availableOf, mustGet, type ShopData } from "../shop-data.js";

/** What `products(query:)` understands (https://shopify.dev/docs/api/admin-graphql/latest/queries/products). */
export function productFields(data: ShopData): SearchFields<ProductRecord> {
  const variantsOf = (product: ProductRecord): VariantRecord[] => product.variantIds.map((id) => mustGet(data.variants, id));
  return {
    default: { kind: "text", values: (product) => [product.title, product.productType, product.vendor, ...product.tags] },
    id: { kind: "number", values: (product) => [product.id] },
    title: { kind: "text", values: (product) => [product.title] },
    handle: { kind: "keyword", values: (product) => [product.handle] },
    status: { kind: "keyword", values: (product) => [product.status] },
    vendor: { kind: "keyword", values: (product) => [product.vendor] },
    product_type: { kind: "keyword", values: (product) => [product.productType] },
    tag: { kind: "keyword", values: (product) => product.tags },
    sku: { kind: "keyword", values: (product) => variantsOf(product).map(({ sku }) => sku) },
    barcode: { kind: "keyword", values: (product) => variantsOf(product).map(({ barcode }) => barcode) },
    price: { kind: "number", values: (product) => variantsOf(product).map(({ price }) => price) },
    inventory_total: { kind: "number", values: (product) => [totalOf(data, product)] },
    created_at: { kind: "date", values: (product) => [product.createdAt] },
    updated_at: { kind: "date", values: (product) => [product.updatedAt] },
    published_at: { kind: "date", values: (product) => Object.values(product.publications) },
  };
}

/** What `productVariants(query:)` understands (https://shopify.dev/docs/api/admin-graphql/latest/queries/productVariants). */
export function variantFields(data: ShopData): SearchFields<VariantRecord> {
  const productOf = (variant: VariantRecord): ProductRecord => mustGet(data.products, variant.productId);
  const option = (index: number) => ({
    kind: "keyword" as const,
    values: (variant: VariantRecord) => [variant.selectedOptions[index]?.value ?? null],
  });
  return {
    default: { kind: "text", values: (variant) => [productOf(variant).title, variant.title, variant.sku, variant.barcode] },
    id: { kind: "number", values: (variant) => [variant.id] },
    sku: { kind: "keyword", values: (variant) => [variant.sku] },
    barcode: { kind: "keyword", values: (variant) => [variant.barcode] },
    title: { kind: "text", values: (variant) => [productOf(variant).title, variant.title] },
    option1: option(0),
    option2: option(1),
    option3: option(2),
    product_id: { kind: "keyword", values: (variant) => [variant.productId] },
    product_ids: { kind: "keyword", values: (variant) => [variant.productId] },
    product_status: { kind: "keyword", values: (variant) => [productOf(variant).status] },
    product_type: { kind: "keyword", values: (variant) => [productOf(variant).productType] },
    vendor: { kind: "keyword", values: (variant) => [productOf(variant).vendor] },
    tag: { kind: "keyword", values: (variant) => productOf(variant).tags },
    taxable: { kind: "boolean", values: (variant) => [variant.taxable] },
    inventory_quantity: { kind: "number", values: (variant) => [availableOf(data, variant.inventoryItemId)] },
    updated_at: { kind: "date", values: (variant) => [variant.updatedAt] },
  };
}

/** What of a product can be sold, all variants together. */
export function totalOf(data: ShopData, product: ProductRecord): number {
  return product.variantIds.reduce((sum, id) => sum + availableOf(data, mustGet(data.variants, id).inventoryItemId), 0);
}

import { gid } from "../gid.js";
import { moneyV2 } from "../money.js";
import type { ProductRecord, VariantRecord } from "../records.js";
import { availableOf, mustGet } from "../shop-data.js";
import type { StorefrontScope } from "./storefront-scope.js";

/** A variant as the Storefront API shows it (https://shopify.dev/docs/api/storefront/latest/objects/ProductVariant). */
export function variantNode(scope: StorefrontScope, record: VariantRecord): unknown {
  const { data } = scope;
  const { currency } = data.shop();
  const available = availableOf(data, record.inventoryItemId);
  return {
    __typename: "ProductVariant",
    id: gid("ProductVariant", record.id),
    title: record.title,
    sku: record.sku,
    barcode: record.barcode,
    price: moneyV2(record.price, currency),
    compareAtPrice: record.compareAtPrice === null ? null : moneyV2(record.compareAtPrice, currency),
    availableForSale: record.inventoryPolicy === "CONTINUE" || available > 0,
    currentlyNotInStock: available <= 0,
    requiresShipping: mustGet(data.inventoryItems, record.inventoryItemId).requiresShipping,
    taxable: record.taxable,
    product: () => productNode(scope, mustGet(data.products, record.productId)),
  };
}

/** A product as the Storefront API shows it. */
export function productNode({ data }: StorefrontScope, record: ProductRecord): unknown {
  return {
    __typename: "Product",
    id: gid("Product", record.id),
    title: record.title,
    handle: record.handle,
    vendor: record.vendor,
    productType: record.productType,
    onlineStoreUrl: `https://${data.shop().domain}/products/${record.handle}`,
    availableForSale: () => record.variantIds.some((id) => availableOf(data, mustGet(data.variants, id).inventoryItemId) > 0),
  };
}

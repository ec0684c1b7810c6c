import { cursorTo } from "../connection.js";
import { gid } from "../gid.js";
import type { VariantRecord } from "../records.js";
import { availableOf, mustGet } from "../shop-data.js";
import { variantFields } from "./product-fields.js";
import { publishableFields, variantDateOn } from "./publishable.js";
import type { AdminScope, Listing } from "./scope.js";

/** How variants are searched, sorted and shown. */
export function variantListing(scope: AdminScope): Listing<VariantRecord, unknown> {
  const { data } = scope;
  const fullTitle = (variant: VariantRecord): string => displayName(scope, variant).toLowerCase();
  return {
    name: "productVariants",
    records: data.variants.all(),
    fields: variantFields(data),
    sortKeys: {
      SKU: ({ sku }) => sku,
      TITLE: ({ title }) => title.toLowerCase(),
      NAME: fullTitle,
      FULL_TITLE: fullTitle,
      POSITION: ({ position }) => position,
      INVENTORY_POLICY: ({ inventoryPolicy }) => inventoryPolicy,
      INVENTORY_QUANTITY: ({ inventoryItemId }) => availableOf(data, inventoryItemId),
    },
    idOf: ({ id }) => id,
    nodeOf: (record) => variantNode(scope, record),
  };
}

/** A variant as the Admin API shows it (https://shopify.dev/docs/api/admin-graphql/latest/objects/ProductVariant). */
export function variantNode(scope: AdminScope, record: VariantRecord): unknown {
  const { data } = scope;
  const item = mustGet(data.inventoryItems, record.inventoryItemId);
  const sellable = (): number => (item.tracked ? availableOf(data, item.id) : 0);
  return {
    __typename: "ProductVariant",
    ...record,
    id: gid("ProductVariant", record.id),
    legacyResourceId: String(record.id),
    displayName: () => displayName(scope, record),
    inventoryQuantity: sellable,
    sellableOnlineQuantity: sellable,
    availableForSale: () => record.inventoryPolicy === "CONTINUE" || !item.tracked || sellable() > 0,
    product: () => scope.nodes.product(mustGet(data.products, record.productId)),
    inventoryItem: () => scope.nodes.inventoryItem(item),
    translations: () => [],
    defaultCursor: cursorTo(record.id),
    ...publishableFields(scope, { dateOn: (id) => variantDateOn(scope, record, id), node: () => variantNode(scope, record) }),
  };
}

function displayName({ data }: AdminScope, variant: VariantRecord): string {
  return `${mustGet(data.products, variant.productId).title} - ${variant.title}`;
}

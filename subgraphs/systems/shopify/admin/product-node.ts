import { connect, cursorTo, type PageArgs } from "../connection.js";
import { gid } from "../gid.js";
import type { ProductRecord } from "../records.js";
import { mustGet } from "../shop-data.js";
import { productFields, totalOf } from "./product-fields.js";
import { productDateOn, publishableFields } from "./publishable.js";
import { exactly, type AdminScope, type Listing } from "./scope.js";

/** How products are searched, sorted and shown. */
export function productListing(scope: AdminScope): Listing<ProductRecord, unknown> {
  const { data } = scope;
  return {
    name: "products",
    records: data.products.all(),
    fields: productFields(data),
    sortKeys: {
      TITLE: ({ title }) => title.toLowerCase(),
      VENDOR: ({ vendor }) => vendor.toLowerCase(),
      PRODUCT_TYPE: ({ productType }) => productType.toLowerCase(),
      CREATED_AT: ({ createdAt }) => createdAt,
      UPDATED_AT: ({ updatedAt }) => updatedAt,
      PUBLISHED_AT: (product) => publishedAt(scope, product) ?? "",
      INVENTORY_TOTAL: (product) => totalOf(data, product),
    },
    idOf: ({ id }) => id,
    nodeOf: (record) => productNode(scope, record),
  };
}

/** A product as the Admin API shows it (https://shopify.dev/docs/api/admin-graphql/latest/objects/Product). */
export function productNode(scope: AdminScope, record: ProductRecord): unknown {
  const { data } = scope;
  const text = record.descriptionHtml
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  return {
    __typename: "Product",
    ...record,
    id: gid("Product", record.id),
    legacyResourceId: String(record.id),
    description: ({ truncateAt }: { readonly truncateAt?: number | null }) => (truncateAt ? truncate(text, truncateAt) : text),
    publishedAt: publishedAt(scope, record) ?? null,
    onlineStoreUrl: publishedAt(scope, record) === undefined ? null : `https://${data.shop().domain}/products/${record.handle}`,
    options: ({ first }: { readonly first?: number | null }) =>
      record.options
        .slice(0, first ?? undefined)
        .map((option, index) => ({ ...option, id: gid("ProductOption", option.id), position: index + 1 })),
    hasOnlyDefaultVariant: record.variantIds.length === 1 && record.options[0]?.name === "Title",
    totalInventory: () => totalOf(data, record),
    tracksInventory: () => record.variantIds.some((id) => mustGet(data.inventoryItems, mustGet(data.variants, id).inventoryItemId).tracked),
    variants: (args: PageArgs) =>
      connect(
        record.variantIds.map((id) => mustGet(data.variants, id)),
        args,
        {
          idOf: ({ id }) => id,
          nodeOf: scope.nodes.variant,
        },
      ),
    variantsCount: exactly(record.variantIds.length),
    translations: ({ locale }: { readonly locale: string }) =>
      record.translations
        .filter((translation) => translation.locale === locale)
        .map((translation) => ({ ...translation, outdated: false, updatedAt: record.updatedAt })),
    defaultCursor: cursorTo(record.id),
    ...publishableFields(scope, { dateOn: (id) => productDateOn(record, id), node: () => productNode(scope, record) }),
  };
}

/** When the product went live in the online store. */
function publishedAt(scope: AdminScope, record: ProductRecord): string | undefined {
  const store = scope.data.publications.find(({ isOnlineStore }) => isOnlineStore);
  return store && productDateOn(record, store.id);
}

function truncate(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, Math.max(0, length - 3))}...` : text;
}

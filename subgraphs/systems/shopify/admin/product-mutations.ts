import { Decimal } from "decimal.js";
import { gid, idOf } from "../gid.js";
import { priceText } from "../money.js";
import type { InventoryItemRecord, ProductRecord, VariantRecord } from "../records.js";
import { mustGet } from "../shop-data.js";
import { vendorError } from "../vendor-error.js";
import { accept } from "./accept.js";
import type { AdminScope } from "./scope.js";
import { notify } from "./webhooks.js";

interface ProductUpdateInput {
  readonly id?: string | null;
  readonly title?: string | null;
  readonly handle?: string | null;
  readonly descriptionHtml?: string | null;
  readonly productType?: string | null;
  readonly vendor?: string | null;
  readonly tags?: readonly string[] | null;
  readonly status?: ProductRecord["status"] | null;
  readonly seo?: { readonly title?: string | null; readonly description?: string | null } | null;
}

interface VariantInput {
  readonly id?: string | null;
  readonly price?: string | null;
  readonly compareAtPrice?: string | null;
  readonly barcode?: string | null;
  readonly inventoryPolicy?: VariantRecord["inventoryPolicy"] | null;
  readonly taxable?: boolean | null;
  readonly inventoryItem?: {
    readonly sku?: string | null;
    readonly tracked?: boolean | null;
    readonly cost?: string | null;
    readonly requiresShipping?: boolean | null;
  } | null;
}

interface UserError {
  readonly field: readonly string[] | null;
  readonly message: string;
  readonly code?: string;
}

/** `productUpdate` (https://shopify.dev/docs/api/admin-graphql/latest/mutations/productUpdate). */
export function productUpdate(scope: AdminScope, { product: input }: { readonly product?: ProductUpdateInput | null }): unknown {
  if (input === undefined || input === null)
    throw vendorError("productUpdate must include one of the following arguments: product, input", "INVALID_FIELD_ARGUMENTS");
  const record = scope.data.products.get(idOf("Product", input.id) ?? "");
  if (record === undefined) return { product: null, userErrors: [{ field: ["id"], message: "Product does not exist" }] };
  const userErrors = problemsOf(scope, record, input);
  if (userErrors.length > 0) return { product: () => scope.nodes.product(record), userErrors };
  const changed = accept(scope, { mutation: "productUpdate", args: { product: input } }, () => {
    const next = applyProduct(record, input, scope.world.now().toISOString());
    return scope.data.products.put(record.id, next);
  });
  notify(scope, "PRODUCTS_UPDATE", webhookProduct(scope, changed));
  return { product: () => scope.nodes.product(changed), userErrors: [] };
}

/** `productVariantsBulkUpdate` (https://shopify.dev/docs/api/admin-graphql/latest/mutations/productVariantsBulkUpdate). */
export function productVariantsBulkUpdate(
  scope: AdminScope,
  args: { readonly productId: string; readonly variants: readonly VariantInput[]; readonly allowPartialUpdates?: boolean | null },
): unknown {
  const { data, world } = scope;
  const product = data.products.get(idOf("Product", args.productId) ?? "");
  if (product === undefined) {
    return {
      product: null,
      productVariants: null,
      userErrors: [{ field: ["productId"], message: "Product does not exist", code: "PRODUCT_DOES_NOT_EXIST" }],
    };
  }
  const checked = args.variants.map((input, index) => ({ input, problem: variantProblem(scope, product, { input, index }) }));
  const userErrors = checked.flatMap(({ problem }) => problem ?? []);
  const valid = checked.filter(({ problem }) => problem === undefined).map(({ input }) => input);
  if (userErrors.length > 0 && (args.allowPartialUpdates !== true || valid.length === 0)) {
    return { product: () => scope.nodes.product(product), productVariants: null, userErrors };
  }
  const at = world.now().toISOString();
  const changed = accept(scope, { mutation: "productVariantsBulkUpdate", args }, () => {
    data.products.put(product.id, { ...product, updatedAt: at });
    return valid.map((input) => applyVariant(scope, input, at));
  });
  notify(scope, "PRODUCTS_UPDATE", webhookProduct(scope, mustGet(data.products, product.id)));
  return {
    product: () => scope.nodes.product(mustGet(data.products, product.id)),
    productVariants: () => changed.map(scope.nodes.variant),
    userErrors,
  };
}

function problemsOf(scope: AdminScope, record: ProductRecord, { title, handle }: ProductUpdateInput): UserError[] {
  const problems: UserError[] = [];
  if (title !== undefined && (title ?? "").trim() === "") problems.push({ field: ["title"], message: "Title can't be blank" });
  if ((title ?? "").length > 255) problems.push({ field: ["title"], message: "Title is too long (maximum is 255 characters)" });
  if (handle && scope.data.products.find((other) => other.handle === handle && other.id !== record.id)) {
    problems.push({ field: ["handle"], message: `Handle '${handle}' already in use. Please provide a new handle.` });
  }
  return problems;
}

function applyProduct(record: ProductRecord, input: ProductUpdateInput, updatedAt: string): ProductRecord {
  return {
    ...record,
    title: input.title ?? record.title,
    handle: input.handle ?? record.handle,
    descriptionHtml: input.descriptionHtml ?? record.descriptionHtml,
    productType: input.productType ?? record.productType,
    vendor: input.vendor ?? record.vendor,
    tags: input.tags ?? record.tags,
    status: input.status ?? record.status,
    seo: { ...record.seo, ...input.seo },
    updatedAt,
  };
}

function variantProblem(
  scope: AdminScope,
  product: ProductRecord,
  { input, index }: { input: VariantInput; index: number },
): UserError | undefined {
  const at = (field: string): string[] => ["variants", String(index), field];
  if (input.id === undefined || input.id === null)
    return { field: at("id"), message: "Product variant is missing ID attribute", code: "PRODUCT_VARIANT_ID_MISSING" };
  const variant = scope.data.variants.get(idOf("ProductVariant", input.id) ?? "");
  if (variant?.productId !== product.id)
    return { field: at("id"), message: "Product variant does not exist", code: "PRODUCT_VARIANT_DOES_NOT_EXIST" };
  if (input.price === null) return { field: at("price"), message: "Price can't be blank", code: "INVALID_INPUT" };
  if (input.price !== undefined && new Decimal(input.price).isNegative()) {
    return { field: at("price"), message: "Price must be greater than or equal to 0", code: "GREATER_THAN_OR_EQUAL_TO" };
  }
  return undefined;
}

function applyVariant({ data }: AdminScope, input: VariantInput, updatedAt: string): VariantRecord {
  const record = mustGet(data.variants, idOf("ProductVariant", input.id) ?? "");
  const item = mustGet(data.inventoryItems, record.inventoryItemId);
  data.inventoryItems.put(item.id, applyItem(item, input, updatedAt));
  return data.variants.put(record.id, {
    ...record,
    price: input.price ? priceText(input.price) : record.price,
    compareAtPrice: input.compareAtPrice === undefined ? record.compareAtPrice : input.compareAtPrice && priceText(input.compareAtPrice),
    barcode: input.barcode === undefined ? record.barcode : input.barcode,
    inventoryPolicy: input.inventoryPolicy ?? record.inventoryPolicy,
    taxable: input.taxable ?? record.taxable,
    sku: input.inventoryItem?.sku ?? record.sku,
    updatedAt,
  });
}

function applyItem(item: InventoryItemRecord, { inventoryItem: input }: VariantInput, updatedAt: string): InventoryItemRecord {
  if (input === undefined || input === null) return item;
  return {
    ...item,
    tracked: input.tracked ?? item.tracked,
    cost: input.cost === undefined ? item.cost : input.cost,
    requiresShipping: input.requiresShipping ?? item.requiresShipping,
    updatedAt,
  };
}

function webhookProduct({ data }: AdminScope, record: ProductRecord): unknown {
  const variants = data.variants.filter(({ productId }) => productId === record.id);
  return {
    admin_graphql_api_id: gid("Product", record.id),
    id: record.id,
    title: record.title,
    handle: record.handle,
    status: record.status.toLowerCase(),
    updated_at: record.updatedAt,
    variants: variants.map(({ id, sku }) => ({ id, product_id: record.id, sku })),
  };
}

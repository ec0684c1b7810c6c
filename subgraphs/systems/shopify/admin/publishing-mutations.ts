import { idOf, typeOf } from "../gid.js";
import type { ProductRecord, VariantRecord } from "../records.js";
import { invalidId } from "../vendor-error.js";
import { accept } from "./accept.js";
import type { AdminScope } from "./scope.js";
import { shopNode } from "./shop-node.js";

interface PublishArgs {
  readonly id: string;
  readonly input: readonly { readonly publicationId?: string | null; readonly publishDate?: string | null }[];
}

/** `publishablePublish` (https://shopify.dev/docs/api/admin-graphql/latest/mutations/publishablePublish). */
export function publishablePublish(scope: AdminScope, args: PublishArgs): unknown {
  return changePublications(scope, args, {
    mutation: "publishablePublish",
    product: (product, id, date) => ({ ...product, publications: { ...product.publications, [id]: date } }),
    variant: (variant, id) => ({ ...variant, withheldFrom: variant.withheldFrom.filter((one) => one !== id) }),
  });
}

/** `publishableUnpublish` (https://shopify.dev/docs/api/admin-graphql/latest/mutations/publishableUnpublish). */
export function publishableUnpublish(scope: AdminScope, args: PublishArgs): unknown {
  return changePublications(scope, args, {
    mutation: "publishableUnpublish",
    product: (product, id) => {
      const { [id]: _gone, ...publications } = product.publications;
      return { ...product, publications };
    },
    variant: (variant, id) => ({ ...variant, withheldFrom: [...new Set([...variant.withheldFrom, id])] }),
  });
}

interface Change {
  readonly mutation: string;
  readonly product: (product: ProductRecord, publicationId: number, date: string) => ProductRecord;
  readonly variant: (variant: VariantRecord, publicationId: number) => VariantRecord;
}

function changePublications(scope: AdminScope, args: PublishArgs, change: Change): unknown {
  const { data } = scope;
  const shop = (): unknown => shopNode(data);
  const product = data.products.get(idOf("Product", args.id) ?? "");
  const variant = data.variants.get(idOf("ProductVariant", args.id) ?? "");
  if (product === undefined && variant === undefined) {
    if (!["Product", "ProductVariant"].includes(typeOf(args.id) ?? "")) throw invalidId(args.id);
    return { publishable: null, shop, userErrors: [{ field: ["id"], message: "Resource does not exist" }] };
  }
  const wrong = args.input.findIndex(({ publicationId }) => !data.publications.has(idOf("Publication", publicationId) ?? ""));
  if (wrong >= 0) {
    const message = "Publication does not exist or is not publishable";
    return { publishable: null, shop, userErrors: [{ field: ["input", String(wrong), "publicationId"], message }] };
  }
  accept(scope, { mutation: change.mutation, args }, () =>
    product ? changeProduct(scope, product, { args, change }) : changeVariant(scope, variant, { args, change }),
  );
  return { publishable: () => findPublishable(scope, args.id), shop, userErrors: [] };
}

interface Asked {
  readonly args: PublishArgs;
  readonly change: Change;
}

function changeProduct(scope: AdminScope, product: ProductRecord, { args, change }: Asked): void {
  const updatedAt = scope.world.now().toISOString();
  const changed = args.input.reduce((record, { publicationId, publishDate }) => {
    return change.product(record, Number(idOf("Publication", publicationId)), publishDate ?? updatedAt);
  }, product);
  scope.data.products.put(product.id, { ...changed, updatedAt });
}

function changeVariant(scope: AdminScope, variant: VariantRecord | undefined, { args, change }: Asked): void {
  if (variant === undefined) return;
  const updatedAt = scope.world.now().toISOString();
  const changed = args.input.reduce(
    (record, { publicationId }) => change.variant(record, Number(idOf("Publication", publicationId))),
    variant,
  );
  scope.data.variants.put(variant.id, { ...changed, updatedAt });
}

function findPublishable({ data, nodes }: AdminScope, id: string): unknown {
  const product = data.products.get(idOf("Product", id) ?? "");
  const variant = data.variants.get(idOf("ProductVariant", id) ?? "");
  return product ? nodes.product(product) : variant && nodes.variant(variant);
}

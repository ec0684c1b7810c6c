import { connect, type Connection, type PageArgs } from "../connection.js";
import { idOf } from "../gid.js";
import type { ProductRecord, PublicationRecord, VariantRecord } from "../records.js";
import { invalidId } from "../vendor-error.js";
import { mustGet } from "../shop-data.js";
import { exactly, type AdminScope } from "./scope.js";

/** A product or variant as it stands on each publication. */
export interface Published {
  /** Time from which it is live, `undefined` when it is not published there. */
  readonly dateOn: (publicationId: number) => string | undefined;
  readonly node: () => unknown;
}

interface PublicationArgs extends PageArgs {
  readonly onlyPublished?: boolean | null;
  readonly catalogType?: string | null;
}

/** The fields of `Publishable` (https://shopify.dev/docs/api/admin-graphql/latest/interfaces/Publishable). */
export function publishableFields(scope: AdminScope, published: Published) {
  const isLive = (date: string | undefined): boolean => date !== undefined && Date.parse(date) <= scope.world.now().getTime();
  const all = (): PublicationRecord[] => scope.data.publications.all();
  const on = (onlyPublished: boolean): PublicationRecord[] =>
    all().filter(({ id }) => (onlyPublished ? isLive(published.dateOn(id)) : published.dateOn(id) !== undefined));
  const resourcePublications = (args: PublicationArgs): Connection<unknown> =>
    connect(
      args.catalogType === undefined || args.catalogType === null || args.catalogType === "APP" ? on(args.onlyPublished ?? true) : [],
      args,
      {
        idOf: ({ id }) => id,
        nodeOf: (record) => ({
          isPublished: isLive(published.dateOn(record.id)),
          publishDate: published.dateOn(record.id),
          publication: () => scope.nodes.publication(record),
          publishable: published.node,
        }),
      },
    );
  return {
    publishedOnPublication: ({ publicationId }: { readonly publicationId: string }) =>
      isLive(published.dateOn(findPublication(scope, publicationId).id)),
    resourcePublications,
    resourcePublicationsV2: resourcePublications,
    resourcePublicationsCount: ({ onlyPublished }: PublicationArgs) => exactly(on(onlyPublished ?? true).length),
    unpublishedPublications: (args: PageArgs) =>
      connect(
        all().filter(({ id }) => published.dateOn(id) === undefined),
        args,
        { idOf: ({ id }) => id, nodeOf: scope.nodes.publication },
      ),
  };
}

/** When a product goes live on a publication; a draft or archived one never does. */
export function productDateOn(product: ProductRecord, publicationId: number): string | undefined {
  return product.status === "ACTIVE" || product.status === "UNLISTED" ? product.publications[publicationId] : undefined;
}

/** When a variant goes live: with its product, unless it is withheld. */
export function variantDateOn(scope: AdminScope, variant: VariantRecord, publicationId: number): string | undefined {
  if (variant.withheldFrom.includes(publicationId)) return undefined;
  return productDateOn(mustGet(scope.data.products, variant.productId), publicationId);
}

/** The publication with that global id; the vendor's error when there is none. */
export function findPublication(scope: AdminScope, publicationId: string): PublicationRecord {
  const record = scope.data.publications.get(idOf("Publication", publicationId) ?? "");
  if (record === undefined) throw invalidId(publicationId);
  return record;
}

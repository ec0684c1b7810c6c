import { connect, type Connection, type Connecting, type PageArgs } from "../connection.js";
import { gid } from "../gid.js";
import type { PublicationRecord } from "../records.js";
import { productListing } from "./product-node.js";
import { productDateOn } from "./publishable.js";
import { list, type AdminScope, type ListArgs } from "./scope.js";

/** How channels are paged. */
export function channelListing(scope: AdminScope): Connecting<PublicationRecord, unknown> {
  return { idOf: ({ id }) => id, nodeOf: (record) => channelNode(scope, record) };
}

/** A publication with its catalog and channel. */
export function publicationNode(scope: AdminScope, record: PublicationRecord): unknown {
  return {
    __typename: "Publication",
    id: gid("Publication", record.id),
    name: record.name,
    autoPublish: false,
    supportsFuturePublishing: true,
    catalog: () => catalogNode(scope, record),
    channels: (args: PageArgs) => connect([record], args, channelListing(scope)),
    products: (args: ListArgs) => productsOn(scope, record, args),
  };
}

/** A sales channel. */
export function channelNode(scope: AdminScope, record: PublicationRecord): unknown {
  return {
    __typename: "Channel",
    id: gid("Channel", record.id),
    handle: record.handle,
    name: record.name,
    accountId: null,
    accountName: null,
    supportsFuturePublishing: true,
    products: (args: ListArgs) => productsOn(scope, record, args),
  };
}

function catalogNode(scope: AdminScope, record: PublicationRecord): unknown {
  return {
    __typename: "AppCatalog",
    id: gid("AppCatalog", record.id),
    title: record.name,
    status: "ACTIVE",
    publication: () => publicationNode(scope, record),
    channels: (args: PageArgs) => connect([record], args, channelListing(scope)),
  };
}

function productsOn(scope: AdminScope, { id }: PublicationRecord, args: ListArgs): Connection<unknown> {
  const listing = productListing(scope);
  return list(scope, args, { ...listing, records: listing.records.filter((product) => productDateOn(product, id) !== undefined) });
}

import { connect, type PageArgs } from "../connection.js";
import { idOf, typeOf } from "../gid.js";
import { levelKey, type ShopData } from "../shop-data.js";
import { invalidId, vendorError } from "../vendor-error.js";
import { customerListing } from "./customer-node.js";
import { inventoryItemListing, levelNode, locationListing } from "./inventory-node.js";
import { draftOrderListing, orderListing } from "./order-node.js";
import { productListing } from "./product-node.js";
import { channelListing } from "./publication-node.js";
import { countOf, list, type AdminScope, type ListArgs } from "./scope.js";
import { shopNode } from "./shop-node.js";
import { variantListing } from "./variant-node.js";
import { webhookListing, webhookNode } from "./webhooks.js";

interface ById {
  readonly id: string;
}

/** Every entry point of the Admin API's queries. */
export function adminQueries(scope: AdminScope) {
  const { data } = scope;
  const product = productListing(scope);
  const variant = variantListing(scope);
  const nodeById = (id: string): unknown => findNode(scope, id);
  return {
    shop: () => shopNode(data),
    shopLocales: () => data.shop().locales.map((locale) => ({ ...locale, published: true })),
    node: ({ id }: ById) => nodeById(id),
    nodes: ({ ids }: { readonly ids: readonly string[] }) => atMost250(ids).map(nodeById),
    product: ({ id }: ById) => shown(data.products.get(localId("Product", id)), product.nodeOf),
    productByIdentifier: ({ identifier }: { readonly identifier: { readonly id?: string; readonly handle?: string } }) =>
      shown(findProduct(data, identifier), product.nodeOf),
    products: (args: ListArgs) => list(scope, args, product),
    productsCount: ({ query }: ListArgs) => countOf(scope, query, product),
    productVariant: ({ id }: ById) => shown(data.variants.get(localId("ProductVariant", id)), variant.nodeOf),
    productVariants: (args: ListArgs) => list(scope, args, variant),
    productVariantsCount: ({ query }: ListArgs) => countOf(scope, query, variant),
    ...salesQueries(scope),
    ...publishingQueries(scope),
    ...inventoryQueries(scope),
    webhookSubscriptions: (args: ListArgs & { readonly topics?: readonly string[] | null }) =>
      list(scope, args, { ...webhookListing(scope), records: data.webhooks.filter(({ topic }) => args.topics?.includes(topic) ?? true) }),
  };
}

function salesQueries(scope: AdminScope) {
  const { data } = scope;
  const customer = customerListing(scope);
  const order = orderListing(scope);
  const draftOrder = draftOrderListing(scope);
  return {
    customer: ({ id }: ById) => shown(data.customers.get(localId("Customer", id)), customer.nodeOf),
    customers: (args: ListArgs) => list(scope, args, customer),
    order: ({ id }: ById) => shown(data.orders.get(localId("Order", id)), order.nodeOf),
    orders: (args: ListArgs) => list(scope, args, order),
    draftOrder: ({ id }: ById) => shown(data.draftOrders.get(localId("DraftOrder", id)), draftOrder.nodeOf),
    draftOrders: (args: ListArgs) => list(scope, args, draftOrder),
  };
}

function publishingQueries(scope: AdminScope) {
  const { publications } = scope.data;
  const channel = channelListing(scope);
  const publication = { idOf: channel.idOf, nodeOf: scope.nodes.publication };
  return {
    channel: ({ id }: ById) => shown(publications.get(localId("Channel", id)), channel.nodeOf),
    channelByHandle: ({ handle }: { readonly handle: string }) =>
      shown(
        publications.find((one) => one.handle === handle),
        channel.nodeOf,
      ),
    channels: (args: PageArgs) => connect(publications.all(), args, channel),
    publication: ({ id }: ById) => shown(publications.get(localId("Publication", id)), publication.nodeOf),
    publications: (args: PageArgs & { readonly catalogType?: string | null }) =>
      connect(
        args.catalogType === undefined || args.catalogType === null || args.catalogType === "APP" ? publications.all() : [],
        args,
        publication,
      ),
  };
}

function inventoryQueries(scope: AdminScope) {
  const { data } = scope;
  const item = inventoryItemListing(scope);
  const location = locationListing(scope);
  return {
    inventoryItem: ({ id }: ById) => shown(data.inventoryItems.get(localId("InventoryItem", id)), item.nodeOf),
    inventoryItems: (args: ListArgs) => list(scope, args, item),
    inventoryLevel: ({ id }: ById) => findLevel(scope, id),
    // Without an id the vendor answers with the shop's primary location.
    location: ({ id }: { readonly id?: string | null }) =>
      shown(id === undefined || id === null ? data.locations.all()[0] : data.locations.get(localId("Location", id)), location.nodeOf),
    locations: (args: ListArgs) => list(scope, args, location),
  };
}

function findNode(scope: AdminScope, id: string): unknown {
  const { data } = scope;
  const local = idOf(typeOf(id) ?? "", id);
  if (local === undefined) throw invalidId(id);
  switch (typeOf(id)) {
    case "Product":
      return shown(data.products.get(local), scope.nodes.product);
    case "ProductVariant":
      return shown(data.variants.get(local), scope.nodes.variant);
    case "InventoryItem":
      return shown(data.inventoryItems.get(local), scope.nodes.inventoryItem);
    case "InventoryLevel":
      return findLevel(scope, id);
    case "Location":
      return shown(data.locations.get(local), scope.nodes.location);
    case "Customer":
      return shown(data.customers.get(local), scope.nodes.customer);
    case "Order":
      return shown(data.orders.get(local), scope.nodes.order);
    case "DraftOrder":
      return shown(data.draftOrders.get(local), draftOrderListing(scope).nodeOf);
    case "Publication":
      return shown(data.publications.get(local), scope.nodes.publication);
    case "Channel":
      return shown(data.publications.get(local), channelListing(scope).nodeOf);
    case "WebhookSubscription":
      return shown(data.webhooks.get(local), webhookNode);
    default:
      return null;
  }
}

function findLevel(scope: AdminScope, id: string): unknown {
  const itemId = /[?&]inventory_item_id=(\d+)/.exec(id)?.[1] ?? "";
  return shown(scope.data.inventoryLevels.get(levelKey(itemId, localId("InventoryLevel", id))), (level) => levelNode(scope, level));
}

function findProduct(data: ShopData, { id, handle }: { readonly id?: string; readonly handle?: string }) {
  return id === undefined ? data.products.find((product) => product.handle === handle) : data.products.get(localId("Product", id));
}

function localId(type: string, id: string): string {
  const local = idOf(type, id);
  if (local === undefined) throw invalidId(id);
  return local;
}

function atMost250(ids: readonly string[]): readonly string[] {
  if (ids.length > 250)
    throw vendorError(`The input array size of ${ids.length} is greater than the maximum allowed of 250.`, "MAX_INPUT_SIZE_EXCEEDED");
  return ids;
}

function shown<T>(record: T | undefined, nodeOf: (record: T) => unknown): unknown {
  return record === undefined ? null : nodeOf(record);
}

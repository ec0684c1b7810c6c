import { z } from "zod";
import { verifyBody, type Call, type Change, type Delivery, type WebhookScheme, type WebhooksPort } from "#sdk";
import type { ShopifyApi } from "./client.js";
import { operation } from "./operation.js";
import type { ShopifySettings } from "./settings.js";

/**
 * `X-Shopify-Hmac-Sha256` is base64 of HMAC-SHA256 over the body, with the app's client secret. Known again by `X-Shopify-Event-Id` within a topic
 * (https://shopify.dev/docs/apps/build/webhooks/ignore-duplicates). Neither time nor id is signed: a delivery only ever drops what is cached.
 */
export const shopifyScheme: WebhookScheme<ShopifySettings> = {
  isOn: (settings) => settings.webhookSecret !== undefined,
  verify: (delivery, { webhookSecret = "" }) =>
    verifyBody(delivery, { secret: webhookSecret, header: "x-shopify-hmac-sha256", encoding: "base64", id: idOf(delivery) }),
};

function idOf({ headers }: Delivery): string | undefined {
  const event = headers["x-shopify-event-id"] ?? headers["x-shopify-webhook-id"];
  return event === undefined ? undefined : `${event} ${headers["x-shopify-topic"] ?? ""}`;
}

const moment = z.iso.datetime({ offset: true });
const level = z.object({ inventory_item_id: z.int(), updated_at: moment });
const product = z.object({
  updated_at: moment.optional(),
  variants: z.array(z.object({ sku: z.string().nullish() })).optional(),
});

const itemData = z.object({
  nodes: z.array(z.object({ sku: z.string().nullish() }).nullable()),
});

/** The SKU of an inventory item; needs `read_inventory`. */
export const INVENTORY_ITEM = operation({
  api: "admin",
  name: "InventoryItem",
  text: `query InventoryItem($ids: [ID!]!) { nodes(ids: $ids) { ... on InventoryItem { sku } } }`,
  data: itemData,
});

/** Stock levels and products, by the topics `inventory_levels/*` and `products/*`. */
export function shopifyWebhooks(api: ShopifyApi): WebhooksPort {
  return {
    read: async (delivery) => read(delivery),
    lookUp: async (delivery, call) => {
      if (!isAboutStock(delivery)) return read(delivery);
      const { inventory_item_id: item, updated_at: at } = level.parse(bodyOf(delivery));
      const sku = await skuOf(api, item, call);
      return sku === undefined ? read(delivery) : stockChanges(sku, at);
    },
  };
}

function read(delivery: Delivery): readonly Change[] {
  if (isAboutStock(delivery)) return stockChanges("*", level.parse(bodyOf(delivery)).updated_at);
  if (!topicOf(delivery).startsWith("products/")) return [];
  const { updated_at: at, variants = [] } = product.parse(bodyOf(delivery));
  const skus = variants.flatMap(({ sku }) => (sku ? [sku] : []));
  const version = at === undefined ? {} : { version: { at: new Date(at).toISOString() } };
  return (skus.length === 0 ? ["*"] : skus).map((subject) => ({ type: "listing.changed", subject, ...version }));
}

// A listing shows whether it can be bought.
function stockChanges(subject: string, at: string): readonly Change[] {
  const version = { at: new Date(at).toISOString() };
  return [
    { type: "stock.changed", subject, version },
    { type: "listing.changed", subject, version },
  ];
}

function topicOf({ headers }: Delivery): string {
  return headers["x-shopify-topic"] ?? "";
}

function isAboutStock(delivery: Delivery): boolean {
  return topicOf(delivery).startsWith("inventory_levels/");
}

function bodyOf({ body }: Delivery): unknown {
  return JSON.parse(body.toString("utf8"));
}

async function skuOf(api: ShopifyApi, item: number, call: Call): Promise<string | undefined> {
  const variables = { ids: [`gid://shopify/InventoryItem/${item}`] };
  const { nodes } = await api.read({ operation: INVENTORY_ITEM, variables, maxCost: 1 }, call);
  return nodes[0]?.sku ?? undefined;
}

import { pino } from "pino";
import type { Clock } from "#platform";
import { openSystem, type Call, type Ports } from "#sdk";
import { generateMerchant, startSimulator, type Merchant, type RunningSimulator } from "#systems";
import shopify from "../../subgraphs/connectors/shopify/index.js";
import { shopifySimulator } from "../../subgraphs/systems/shopify/index.js";

/** A Shopify shop with the demo merchant's listings and carts, and the connector joined to it. */
export interface OpenShopify extends AsyncDisposable {
  readonly merchant: Merchant;
  readonly shop: RunningSimulator;
  readonly ports: Pick<Ports, "listings" | "carts">;
  readonly call: Call;
  /** Sends an operation as a clerk's tool would, with the shop's own token, and answers its data. */
  readonly asClerk: (query: string, variables: Readonly<Record<string, unknown>>) => Promise<unknown>;
}

/** What a test wants otherwise. */
export interface OpenShopifyOptions {
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The connector's clock. */
  readonly clock?: Clock;
  /** The shop's clock. */
  readonly now?: () => Date;
}

/** The settings with which the demo's shop is read: one of its channels speaks French. */
export function shopifySettingsOf({ credentials }: RunningSimulator): Readonly<Record<string, unknown>> {
  return { ...credentials, costPerSecond: 1_000, channels: { "web-fr": { locale: "fr-FR" }, "web-gb": {} } };
}

/** Starts a shop and connects to it. */
export async function openShopify({ settings = {}, clock, now }: OpenShopifyOptions = {}): Promise<OpenShopify> {
  const merchant = generateMerchant({ products: 300, customers: 60 });
  const shop = await startSimulator(shopifySimulator, { merchant, ...(now && { now }) });
  const rawSettings = { ...shopifySettingsOf(shop), ...settings };
  const system = openSystem({ name: "shop", connector: shopify, rawSettings, log: pino({ level: "silent" }), ...(clock && { clock }) });
  const { listings, carts } = system.ports;
  if (listings === undefined || carts === undefined) throw new Error("The connector does not give its ports.");
  return {
    merchant,
    shop,
    ports: { listings, carts },
    call: {},
    asClerk: async (query, variables) => {
      const headers = { "x-shopify-access-token": shop.credentials["accessToken"] ?? "", "content-type": "application/json" };
      const response = await fetch(`${shop.url}/admin/api/2026-10/graphql.json`, {
        method: "POST",
        headers,
        body: JSON.stringify({ query, variables }),
      });
      const body: unknown = await response.json();
      if (typeof body !== "object" || body === null || "errors" in body || !("data" in body))
        throw new Error(`Shopify refused: ${JSON.stringify(body)}`);
      return body.data;
    },
    [Symbol.asyncDispose]: async () => {
      await system.close();
      await shop.close();
    },
  };
}

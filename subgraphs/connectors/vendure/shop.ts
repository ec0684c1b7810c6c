import type { Call, ConnectorContext } from "#sdk";
import type { VendureApi } from "./client.js";
import { chunks } from "./chunks.js";
import { type CustomerNumber, customerNumber } from "./customer-number.js";
import { amountReader, type ReadAmount } from "./mapping/amounts.js";
import { SHOP_WINDOW } from "./operations/shop-window.js";
import type { VendureSettings } from "./settings.js";

/** What hardly changes on a server: the channel that is worked in, and how amounts are kept. */
export interface ShopWindow {
  /** Code of the channel. */
  readonly channel: string;
  /** Currency in which prices are read. */
  readonly currency: string;
  readonly amount: ReadAmount;
}

/** One Vendure server, as the ports see it. */
export interface Shop {
  readonly system: string;
  readonly settings: VendureSettings;
  readonly api: VendureApi;
  readonly number: CustomerNumber;
  readonly window: (call: Call) => Promise<ShopWindow>;
  /** Asks for many keys in as few questions as the server's list limit allows, all at once. */
  readonly inChunks: <Key, Item>(keys: readonly Key[], ask: (chunk: readonly Key[], take: number) => Promise<readonly Item[]>) => Promise<Item[]>;
}

/** Most keys in one question: a longer list of values in a filter makes some databases refuse the query. */
const MOST_KEYS = 500;
const WINDOW_TTL_MS = 5 * 60_000;

/** Joins the API with the settings and with what is remembered of the server. */
export function vendureShop(context: ConnectorContext<VendureSettings>, api: VendureApi): Shop {
  const { settings, system } = context;
  const remembered = context.remember<"window", ShopWindow>({
    name: "shop-window",
    ttlMs: WINDOW_TTL_MS,
    load: (_key, call) => loadWindow(api, settings, call),
  });
  return {
    system,
    settings,
    api,
    number: customerNumber(settings.customerNumberField),
    window: (call) => remembered.get("window", call),
    inChunks: async (keys, ask) => {
      const parts = chunks(keys, Math.min(MOST_KEYS, settings.listLimit));
      return (await Promise.all(parts.map((part) => ask(part, settings.listLimit)))).flat();
    },
  };
}

async function loadWindow(api: VendureApi, settings: VendureSettings, call: Call): Promise<ShopWindow> {
  const { activeChannel, globalSettings } = await api.read(SHOP_WINDOW, {}, call);
  return {
    channel: activeChannel.code,
    currency: settings.currency ?? activeChannel.defaultCurrencyCode,
    amount: amountReader(globalSettings.serverConfig.moneyStrategyPrecision),
  };
}

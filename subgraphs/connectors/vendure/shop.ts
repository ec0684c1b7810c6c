import { batched, type Call, type ConnectorContext } from "#sdk";
import type { VendureApi } from "./client.js";
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
  /** Reads many keys in as few questions as the server's list limit allows. */
  readonly batches: <Key, Value>(keys: readonly Key[], load: LoadBatch<Key, Value>) => Promise<ReadonlyMap<Key, Value>>;
}

/** Reads one batch; `take` is the longest list that may be asked for. */
export type LoadBatch<Key, Value> = (keys: readonly Key[], take: number) => Promise<ReadonlyMap<Key, Value>>;

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
    batches: (keys, load) => {
      const size = Math.min(MOST_KEYS, settings.listLimit);
      return batched({ keys, size, load: (part) => load(part, settings.listLimit) });
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

import { z } from "zod";
import { operation } from "../operation.js";

/** The channel that is worked in, and how many decimals an amount has on this server. */
export const SHOP_WINDOW = operation(
  "ShopWindow",
  `query ShopWindow {
    activeChannel { code defaultCurrencyCode }
    globalSettings { serverConfig { moneyStrategyPrecision } }
  }`,
  z.object({
    activeChannel: z.object({ code: z.string(), defaultCurrencyCode: z.string() }),
    globalSettings: z.object({ serverConfig: z.object({ moneyStrategyPrecision: z.int().min(0) }) }),
  }),
);

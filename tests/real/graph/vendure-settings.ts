import type { RunningVendure } from "../vendure/start-vendure.js";
import type { SystemSettings } from "./start-graph.js";

/** The settings that a merchant with this Vendure would write: a login that may only read. */
export function vendureSystem({ adminUrl, reader: { user, password } }: RunningVendure): SystemSettings {
  const url = new URL("/", adminUrl).href;
  return { connector: "vendure", settings: { url, user, password, customerNumberField: "customerNumber" } };
}

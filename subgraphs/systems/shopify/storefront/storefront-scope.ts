import type { SimulatorWorld } from "../../simulator/simulator.js";
import type { ShopData } from "../shop-data.js";

/** What one request to the Storefront API works with. */
export interface StorefrontScope {
  readonly data: ShopData;
  readonly world: SimulatorWorld;
}

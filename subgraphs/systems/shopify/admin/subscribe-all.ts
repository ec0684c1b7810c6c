import type { SimulatorWorld } from "../../simulator/simulator.js";
import { openShopData } from "../shop-data.js";

/** Every topic that this shop tells of. */
const topics = ["INVENTORY_LEVELS_UPDATE", "PRODUCTS_UPDATE"] as const;

/** Subscribes an address to every topic, as an app does when it is installed; what `/_webhooks` was given before is replaced. */
export function subscribeAll(uri: string, { store, now }: Pick<SimulatorWorld, "store" | "now">): void {
  const { webhooks } = openShopData(store);
  for (const { id } of webhooks.filter(({ name }) => name === "gateway")) webhooks.delete(id);
  for (const topic of topics) {
    const id = webhooks.nextId();
    const createdAt = now().toISOString();
    webhooks.put(id, {
      id,
      topic,
      uri,
      format: "JSON",
      filter: null,
      name: "gateway",
      includeFields: [],
      metafieldNamespaces: [],
      createdAt,
    });
  }
}

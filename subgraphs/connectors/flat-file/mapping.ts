import { createHash } from "node:crypto";
import { locationId, money, type PriceList, type PriceSchedule, type Sku, type StockRecord } from "#model";
import type { DeliveredPrice, DeliveredStock } from "#sdk";

/** The stock of a product in the known places. */
export function toStock(sku: Sku, delivered: readonly DeliveredStock[]): StockRecord {
  const levels = delivered
    .map(({ location, onHand, reserved }) => ({ location: locationId(location), onHand, reserved }))
    .toSorted((one, other) => one.location.localeCompare(other.location));
  const version = createHash("sha256").update(JSON.stringify(levels)).digest("base64url").slice(0, 22);
  return { sku, levels, incoming: [], version };
}

/** The prices of a product on one list, lowest minimum quantity first. */
export function toSchedule(sku: Sku, priceList: PriceList, delivered: readonly DeliveredPrice[]): PriceSchedule {
  const sorted = delivered.toSorted((one, other) => one.minimumQuantity - other.minimumQuantity);
  const breaks = sorted.map(({ minimumQuantity, net, gross }) => ({
    minimumQuantity,
    net: money(net, priceList.currency),
    ...(gross !== undefined && { gross: money(gross, priceList.currency) }),
  }));
  return { sku, priceList, breaks };
}

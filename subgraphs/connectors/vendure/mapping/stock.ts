import { createHash } from "node:crypto";
import { type LocationId, locationId, sku, type StockLevel, type StockLocation, type StockRecord } from "#model";
import type { StockedVariant, VendureLocation } from "../operations/stock.js";
import type { VendureSettings } from "../settings.js";

type Places = VendureSettings["locations"];

/** A stock location, with what the settings know of it besides its name. */
export function toLocation({ name }: VendureLocation, places: Places): StockLocation {
  const place = places[name];
  return {
    id: codeOf(name, places),
    name,
    kind: place?.kind ?? "WAREHOUSE",
    ...(place?.city === undefined ? {} : { city: place.city }),
    ...(place?.country === undefined ? {} : { country: place.country }),
  };
}

/** The stock of a variant; Vendure knows of no replenishments. */
export function toStock(variant: StockedVariant, places: Places): StockRecord {
  const levels = variant.stockLevels
    .map((level) => ({
      location: codeOf(level.stockLocation.name, places),
      onHand: level.stockOnHand,
      reserved: level.stockAllocated,
    }))
    .sort((left, right) => (left.location < right.location ? -1 : 1));
  return { sku: sku(variant.sku), levels, incoming: [], version: versionOf(levels) };
}

function codeOf(name: string, places: Places): LocationId {
  return locationId(places[name]?.code ?? name);
}

// A hash of the quantities: the stamps of stock levels have whole seconds, in which much can happen.
function versionOf(levels: readonly StockLevel[]): string {
  const text = JSON.stringify(levels.map(({ location, onHand, reserved }) => [location, onHand, reserved]));
  return createHash("sha256").update(text).digest("base64url").slice(0, 22);
}

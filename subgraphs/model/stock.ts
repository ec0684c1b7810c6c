import type { LocationId, Sku } from "./ids.js";
import { subtractQuantity, sumQuantities } from "./quantity.js";

/** A place that holds stock. */
export interface StockLocation {
  readonly id: LocationId;
  readonly name: string;
  readonly kind: "WAREHOUSE" | "SHOP";
  readonly city?: string;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
}

/** Stock of one product in one place, in the product's unit of sale. */
export interface StockLevel {
  readonly location: LocationId;
  readonly onHand: number;
  /** Promised to orders already. */
  readonly reserved: number;
}

/** A replenishment on its way. */
export interface IncomingStock {
  readonly location: LocationId;
  readonly quantity: number;
  /** ISO 8601 time at which it is expected. */
  readonly expectedAt: string;
  /** The vendor's name of the purchase or transfer. */
  readonly reference?: string;
}

/** All that a system knows of the stock of one product. */
export interface StockRecord {
  readonly sku: Sku;
  readonly levels: readonly StockLevel[];
  readonly incoming: readonly IncomingStock[];
  /**
   * The system's own mark of this state (a write date, a sequence, a hash of the levels): equal states have equal versions.
   */
  readonly version: string;
}

/** What can be sold now: on hand less reserved, never below zero for one place. */
export function availableAt(level: StockLevel): number {
  return Math.max(0, subtractQuantity(level.onHand, level.reserved));
}

/** What can be sold over all given places. */
export function availableIn(levels: readonly StockLevel[]): number {
  return sumQuantities(levels.map(availableAt));
}

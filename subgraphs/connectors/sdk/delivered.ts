import type { Sku } from "#model";

/** Stock of a product in one place, as a file told it last. */
export interface DeliveredStock {
  readonly sku: Sku;
  readonly location: string;
  readonly onHand: number;
  readonly reserved: number;
}

/** A price of a product, as a file told it last. */
export interface DeliveredPrice {
  readonly sku: Sku;
  /** Name of the price list. */
  readonly list: string;
  readonly minimumQuantity: number;
  /** Decimal number. */
  readonly net: string;
  /** Decimal number; absent when the file does not tell it. */
  readonly gross?: string | undefined;
}

/** What a system delivered in files: kept here, because it cannot be asked. */
export interface DeliveredValues {
  readonly stockOf: (skus: readonly Sku[]) => Promise<readonly DeliveredStock[]>;
  readonly pricesOf: (skus: readonly Sku[], list: string) => Promise<readonly DeliveredPrice[]>;
  /** SKUs whose stock is known, in order, after the given one. */
  readonly stockedSkus: (after: string | undefined, limit: number) => Promise<readonly Sku[]>;
}

/** For a system that delivers nothing. */
export const nothingDelivered: DeliveredValues = {
  stockOf: async () => [],
  pricesOf: async () => [],
  stockedSkus: async () => [],
};

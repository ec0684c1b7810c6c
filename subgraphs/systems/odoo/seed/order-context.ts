import type { Basics, WarehouseIds } from "./seed-basics.js";
import type { PartnerIds } from "./seed-partners.js";
import type { ProductSeed } from "./seed-products.js";

/** What orders refer to. */
export interface OrderContext extends Basics, ProductSeed {
  readonly partners: ReadonlyMap<string, PartnerIds>;
  /** Ids of `utm.source` by channel code. */
  readonly sources: ReadonlyMap<string, number>;
  /** Id of a delivery method, made when it is first asked for. */
  readonly carrierOf: (name: string) => number;
}

/** One order while it is seeded. */
export interface SeededOrder {
  readonly id: number;
  readonly customer: PartnerIds;
  readonly place: WarehouseIds;
  /** Line ids, in the order of the merchant's lines. */
  readonly lines: readonly number[];
}

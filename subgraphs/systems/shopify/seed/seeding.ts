import type { Merchant } from "../../merchant/merchant.js";
import type { ShopData } from "../shop-data.js";

/** What the shop is filled from and into. */
export interface Seeding {
  readonly merchant: Merchant;
  readonly data: ShopData;
  /** ISO 8601 time that stands where the merchant tells none. */
  readonly at: string;
}

/** Where the numbers of each kind of record begin; the vendor's are as long. */
export const firstId = {
  publication: 104_000_000_001,
  location: 71_000_000_001,
  product: 8_100_000_000_001,
  variant: 44_100_000_000_001,
  inventoryItem: 46_100_000_000_001,
  option: 10_100_000_000_001,
  customer: 7_100_000_000_001,
  address: 9_100_000_000_001,
  order: 5_100_000_000_001,
  draftOrder: 1_100_000_000_001,
  line: 13_100_000_000_001,
  fulfillment: 4_100_000_000_001,
} as const;

import type { CartId, ChannelId, CustomerId, Locale, Sku } from "./ids.js";
import type { Money } from "./money.js";

/** A sales channel of the shop platform. */
export interface Channel {
  readonly id: ChannelId;
  readonly name: string;
  /** ISO 4217, when the channel has one currency. */
  readonly currency?: string;
  readonly locale?: Locale;
}

/** How a product stands on one sales channel. */
export interface ListingRecord {
  readonly sku: Sku;
  readonly channel: ChannelId;
  readonly title: string;
  readonly slug?: string;
  readonly url?: string;
  readonly isPublished: boolean;
  /** ISO 8601. */
  readonly publishedAt?: string;
  readonly seoTitle?: string;
  readonly seoDescription?: string;
}

/** One line of a cart. */
export interface CartLine {
  readonly id: string;
  readonly sku?: Sku;
  readonly title: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly total: Money;
}

/** A cart in the shop platform. */
export interface CartRecord {
  readonly id: CartId;
  readonly customer?: CustomerId;
  readonly channel?: ChannelId;
  readonly lines: readonly CartLine[];
  readonly subtotal: Money;
  readonly tax?: Money;
  readonly total: Money;
  readonly checkoutUrl?: string;
  /** ISO 8601. */
  readonly updatedAt?: string;
}

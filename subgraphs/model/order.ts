import type { ChannelId, CustomerId, LocationId, OrderId, Sku } from "./ids.js";
import type { Money } from "./money.js";
import type { PostalAddress } from "./customer.js";

/** Where an order stands, in the merchant's words. */
export type OrderStatus = "DRAFT" | "CONFIRMED" | "PARTLY_SHIPPED" | "SHIPPED" | "INVOICED" | "PAID" | "CANCELLED";

/** One line of an order. */
export interface OrderLine {
  readonly id: string;
  readonly sku?: Sku;
  readonly description: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  /** Percentage as a decimal string. */
  readonly taxRate?: string;
  readonly net: Money;
  readonly gross?: Money;
  readonly shippedQuantity?: number;
}

/** An order as the ERP knows it. */
export interface OrderRecord {
  readonly id: OrderId;
  /** The vendor's own key, used for what hangs on the order. */
  readonly vendorId: string;
  /** The reference that an outside system gave it. */
  readonly externalReference?: string;
  readonly customer?: CustomerId;
  readonly channel?: ChannelId;
  readonly status: OrderStatus;
  /** ISO 8601. */
  readonly placedAt: string;
  readonly updatedAt?: string;
  readonly lines: readonly OrderLine[];
  readonly net: Money;
  readonly tax: Money;
  readonly gross: Money;
  readonly billingAddress?: PostalAddress;
  readonly shippingAddress?: PostalAddress;
}

/** An invoice or credit note of an order. */
export interface InvoiceRecord {
  readonly number: string;
  readonly order: OrderId;
  readonly kind: "INVOICE" | "CREDIT_NOTE";
  readonly status: "DRAFT" | "OPEN" | "PAID" | "CANCELLED";
  /** ISO 8601 date. */
  readonly issuedAt?: string;
  readonly dueAt?: string;
  readonly net: Money;
  readonly tax: Money;
  readonly gross: Money;
  /** What is still to be paid. */
  readonly due: Money;
}

/** Goods that leave for a customer, or come back. */
export interface ShipmentRecord {
  readonly number: string;
  readonly order: OrderId;
  readonly direction: "OUTBOUND" | "RETURN";
  readonly status: "PLANNED" | "READY" | "DONE" | "CANCELLED";
  readonly location?: LocationId;
  /** ISO 8601; when it left, or arrived back. */
  readonly doneAt?: string;
  readonly plannedAt?: string;
  readonly carrier?: string;
  readonly trackingNumber?: string;
  readonly trackingUrl?: string;
  /** Why goods came back. */
  readonly reason?: string;
  readonly lines: readonly { readonly sku?: Sku; readonly quantity: number }[];
}

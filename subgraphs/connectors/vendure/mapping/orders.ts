import { type OrderLine, orderId, type OrderRecord, type OrderStatus, type PostalAddress, sku, sumQuantities } from "#model";
import type { CustomerNumber } from "../customer-number.js";
import type { VendureOrder, VendureOrderAddress } from "../operations/orders.js";
import { percentage, type ReadAmount } from "./amounts.js";
import { channelOf } from "./channels.js";
import { present } from "./present.js";

/** States of Vendure's default order process by the merchant's words (https://docs.vendure.io/guides/core-concepts/orders). */
const STATES: Readonly<Record<OrderStatus, readonly string[]>> = {
  DRAFT: ["Draft"],
  CONFIRMED: ["PaymentAuthorized", "Modifying", "ArrangingAdditionalPayment"],
  PAID: ["PaymentSettled"],
  PARTLY_SHIPPED: ["PartiallyShipped", "PartiallyDelivered"],
  SHIPPED: ["Shipped", "Delivered"],
  CANCELLED: ["Cancelled"],
  INVOICED: [],
};

const GONE = new Set(["Shipped", "Delivered"]);

/** What is needed to read an order besides the order. */
export interface OrderView {
  readonly amount: ReadAmount;
  readonly number: CustomerNumber;
}

/** Vendure's states for the given statuses; none for a status that Vendure does not have. */
export function statesOf(statuses: readonly OrderStatus[]): string[] {
  return statuses.flatMap((status) => STATES[status]);
}

/** An order; a state that a plugin added counts as `CONFIRMED`. */
export function toOrder(order: VendureOrder, { amount, number }: OrderView): OrderRecord {
  const currency = order.currencyCode;
  return {
    id: orderId(order.code),
    vendorId: order.id,
    status: statusOf(order.state),
    placedAt: order.orderPlacedAt ?? order.createdAt,
    updatedAt: order.updatedAt,
    lines: order.lines.map((line) => toLine(line, (minor) => amount(minor, currency))),
    net: amount(order.total, currency),
    tax: amount(order.totalWithTax - order.total, currency),
    gross: amount(order.totalWithTax, currency),
    ...present({
      customer: order.customer ? number.of(order.customer) : undefined,
      channel: channelOf(order.channels),
      billingAddress: toAddress("BILLING", order.billingAddress),
      shippingAddress: toAddress("SHIPPING", order.shippingAddress),
    }),
  };
}

function statusOf(state: string): OrderStatus {
  const statuses: readonly OrderStatus[] = ["DRAFT", "PAID", "PARTLY_SHIPPED", "SHIPPED", "CANCELLED"];
  return statuses.find((status) => STATES[status].includes(state)) ?? "CONFIRMED";
}

function toLine(line: VendureOrder["lines"][number], amount: (minor: number) => OrderLine["net"]): OrderLine {
  const gone = line.fulfillmentLines?.filter(({ fulfillment }) => GONE.has(fulfillment.state)) ?? [];
  return {
    id: line.id,
    sku: sku(line.productVariant.sku),
    description: line.productVariant.name,
    quantity: line.quantity,
    unitPrice: amount(line.unitPrice),
    taxRate: percentage(line.taxRate),
    net: amount(line.proratedLinePrice),
    gross: amount(line.proratedLinePriceWithTax),
    shippedQuantity: sumQuantities(gone.map(({ quantity }) => quantity)),
  };
}

function toAddress(kind: PostalAddress["kind"], address: VendureOrderAddress | null): PostalAddress | undefined {
  if (!address || Object.values(address).every((value) => !value)) return undefined;
  return {
    kind,
    ...present({
      name: address.fullName,
      street: [address.streetLine1, address.streetLine2].filter(Boolean).join(", "),
      city: address.city,
      postalCode: address.postalCode,
      region: address.province,
      country: address.countryCode ?? address.country,
    }),
  };
}

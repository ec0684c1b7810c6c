import { cartId, type CartRecord, sku } from "#model";
import type { CustomerNumber } from "../customer-number.js";
import type { VendureCart } from "../operations/carts.js";
import type { ReadAmount } from "./amounts.js";
import { channelOf } from "./channels.js";
import { fillIn } from "./listings.js";

/** What is needed to read a cart besides the cart. */
export interface CartView {
  readonly amount: ReadAmount;
  readonly number: CustomerNumber;
  readonly checkoutUrl?: string | undefined;
}

/** An active order as a cart: unit prices, line totals and the subtotal without tax, the total with tax and shipping. */
export function toCart(order: VendureCart, { amount, number, checkoutUrl }: CartView): CartRecord {
  const customer = order.customer ? number.of(order.customer) : undefined;
  const channel = channelOf(order.channels);
  return {
    id: cartId(order.code),
    ...(customer === undefined ? {} : { customer }),
    ...(channel === undefined ? {} : { channel }),
    lines: order.lines.map((line) => ({
      id: line.id,
      sku: sku(line.productVariant.sku),
      title: line.productVariant.name,
      quantity: line.quantity,
      unitPrice: amount(line.unitPrice, order.currencyCode),
      total: amount(line.proratedLinePrice, order.currencyCode),
    })),
    subtotal: amount(order.subTotal, order.currencyCode),
    tax: amount(order.totalWithTax - order.total, order.currencyCode),
    total: amount(order.totalWithTax, order.currencyCode),
    ...(checkoutUrl === undefined ? {} : { checkoutUrl: fillIn(checkoutUrl, { code: order.code }) }),
    updatedAt: order.updatedAt,
  };
}

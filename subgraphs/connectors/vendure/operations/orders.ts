import { z } from "zod";
import { type CustomerNumber, customerReference } from "../customer-number.js";
import { operation } from "../operation.js";

const address = z.object({
  fullName: z.string().nullish(),
  streetLine1: z.string().nullish(),
  streetLine2: z.string().nullish(),
  city: z.string().nullish(),
  province: z.string().nullish(),
  postalCode: z.string().nullish(),
  country: z.string().nullish(),
  countryCode: z.string().nullish(),
});

/** A postal address as an order keeps it. */
export type VendureOrderAddress = z.output<typeof address>;

const order = z.object({
  id: z.string(),
  code: z.string(),
  state: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  orderPlacedAt: z.string().nullable(),
  currencyCode: z.string(),
  total: z.int(),
  totalWithTax: z.int(),
  customer: customerReference.nullable(),
  channels: z.array(z.object({ code: z.string() })),
  billingAddress: address.nullable(),
  shippingAddress: address.nullable(),
  lines: z.array(
    z.object({
      id: z.string(),
      quantity: z.int(),
      unitPrice: z.int(),
      taxRate: z.number(),
      proratedLinePrice: z.int(),
      proratedLinePriceWithTax: z.int(),
      productVariant: z.object({ sku: z.string(), name: z.string() }),
      fulfillmentLines: z.array(z.object({ quantity: z.int(), fulfillment: z.object({ state: z.string() }) })).nullable(),
    }),
  ),
});

/** An order that is no cart any more. */
export type VendureOrder = z.output<typeof order>;

const orderPage = z.object({ totalItems: z.int(), items: z.array(order) });

const ADDRESS = "fullName streetLine1 streetLine2 city province postalCode country countryCode";
const fields = (number: CustomerNumber): string => `
  id code state createdAt updatedAt orderPlacedAt currencyCode total totalWithTax
  customer { ${number.selection} }
  channels { code }
  billingAddress { ${ADDRESS} }
  shippingAddress { ${ADDRESS} }
  lines {
    id quantity unitPrice taxRate proratedLinePrice proratedLinePriceWithTax
    productVariant { sku name }
    fulfillmentLines { quantity fulfillment { state } }
  }`;

/** Orders that match a filter, a page of them. */
export function ordersOperation(number: CustomerNumber) {
  return operation(
    "Orders",
    `query Orders($options: OrderListOptions!) { orders(options: $options) { totalItems items { ${fields(number)} } } }`,
    z.object({ orders: orderPage }),
  );
}

/** Orders of one customer that match a filter, a page of them; the list of orders itself has no filter by customer. */
export function customerOrdersOperation(number: CustomerNumber) {
  return operation(
    "CustomerOrders",
    `query CustomerOrders($customer: CustomerFilterParameter!, $options: OrderListOptions!) {
      customers(options: { filter: $customer, take: 1 }) {
        items { orders(options: $options) { totalItems items { ${fields(number)} } } }
      }
    }`,
    z.object({ customers: z.object({ items: z.array(z.object({ orders: orderPage })) }) }),
  );
}

import { z } from "zod";
import { type CustomerNumber, customerReference } from "../customer-number.js";
import { operation } from "../operation.js";

const cart = z.object({
  code: z.string(),
  updatedAt: z.string(),
  currencyCode: z.string(),
  subTotal: z.int(),
  total: z.int(),
  totalWithTax: z.int(),
  customer: customerReference.nullable(),
  channels: z.array(z.object({ code: z.string() })),
  lines: z.array(
    z.object({
      id: z.string(),
      quantity: z.int(),
      unitPrice: z.int(),
      proratedLinePrice: z.int(),
      productVariant: z.object({ sku: z.string(), name: z.string() }),
    }),
  ),
});

/** An order that its customer has not completed yet. */
export type VendureCart = z.output<typeof cart>;

/** Many carts at once, by the codes of the active orders. */
export function cartsOperation(number: CustomerNumber) {
  return operation(
    "Carts",
    `query Carts($codes: [String!]!, $take: Int!) {
      orders(options: { filter: { code: { in: $codes }, active: { eq: true } }, take: $take }) {
        items {
          code updatedAt currencyCode subTotal total totalWithTax
          customer { ${number.selection} }
          channels { code }
          lines { id quantity unitPrice proratedLinePrice productVariant { sku name } }
        }
      }
    }`,
    z.object({ orders: z.object({ items: z.array(cart) }) }),
  );
}

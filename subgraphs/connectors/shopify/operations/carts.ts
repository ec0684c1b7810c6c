import { z } from "zod";
import { operation } from "../operation.js";

const money = z.object({ amount: z.string(), currencyCode: z.string() });

const line = z.object({
  id: z.string(),
  quantity: z.number(),
  cost: z.object({ amountPerQuantity: money, totalAmount: money }),
  merchandise: z.object({
    sku: z.string().nullable(),
    title: z.string(),
    product: z.object({ title: z.string() }),
  }),
});

const cart = z.object({
  id: z.string(),
  updatedAt: z.string(),
  checkoutUrl: z.string(),
  buyerIdentity: z.object({ customer: z.object({ metafield: z.object({ value: z.string() }).nullable() }).nullable() }),
  cost: z.object({ subtotalAmount: money, totalAmount: money }),
  lines: z.object({ nodes: z.array(line), pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }) }),
});

const data = z.record(z.string(), cart.nullable());
const moreLines = z.object({ cart: cart.pick({ lines: true }).nullable() });

/** A cart as Shopify answers it. */
export type CartNode = z.output<typeof cart>;

/** Most lines in one answer. */
export const linesPerPage = 250;

const lineFields = `nodes {
    id quantity
    cost { amountPerQuantity { amount currencyCode } totalAmount { amount currencyCode } }
    merchandise { ... on ProductVariant { sku title product { title } } }
  }
  pageInfo { hasNextPage endCursor }`;

/** As many carts as there are ids, under `cart0`, `cart1` …; needs `unauthenticated_read_checkouts` and `unauthenticated_read_customers`. */
export function cartsOperation(count: number) {
  const indexes = [...Array(count).keys()];
  const variables = ["$namespace: String!", "$key: String!", ...indexes.map((index) => `$id${index}: ID!`)];
  return operation({
    api: "storefront",
    name: "Carts",
    text: `query Carts(${variables.join(", ")}) {
  ${indexes.map((index) => `cart${index}: cart(id: $id${index}) { ...CartFields }`).join("\n  ")}
}
fragment CartFields on Cart {
  id updatedAt checkoutUrl
  buyerIdentity { customer { metafield(namespace: $namespace, key: $key) { value } } }
  cost { subtotalAmount { amount currencyCode } totalAmount { amount currencyCode } }
  lines(first: ${linesPerPage}) { ${lineFields} }
}`,
    data,
  });
}

/** The lines of one cart after the first page. */
export const CART_LINES = operation({
  api: "storefront",
  name: "CartLines",
  text: `query CartLines($id: ID!, $after: String!) {
  cart(id: $id) { lines(first: ${linesPerPage}, after: $after) { ${lineFields} } }
}`,
  data: moreLines,
});

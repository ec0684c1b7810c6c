import { z } from "zod";
import { operation } from "../operation.js";

const location = z.object({ id: z.string(), name: z.string() });

/** A place that holds stock, as Vendure names it. */
export type VendureLocation = z.output<typeof location>;

/** All stock locations of the channel. */
export const STOCK_LOCATIONS = operation(
  "StockLocations",
  `query StockLocations($take: Int!) {
    stockLocations(options: { sort: { id: ASC }, take: $take }) { items { id name } }
  }`,
  z.object({ stockLocations: z.object({ items: z.array(location) }) }),
);

const stockedVariant = z.object({
  sku: z.string(),
  enabled: z.boolean(),
  stockLevels: z.array(z.object({ stockOnHand: z.int(), stockAllocated: z.int(), stockLocation: z.object({ name: z.string() }) })),
});

/** A variant with what lies and what is allocated in each location of the channel. */
export type StockedVariant = z.output<typeof stockedVariant>;

const FIELDS = `sku enabled stockLevels { stockOnHand stockAllocated stockLocation { name } }`;
const data = z.object({ productVariants: z.object({ items: z.array(stockedVariant) }) });

/** The stock of many variants at once. */
export const STOCK = operation(
  "Stock",
  `query Stock($skus: [String!]!, $take: Int!) {
    productVariants(options: { filter: { sku: { in: $skus } }, sort: { id: ASC }, take: $take }) {
      items { ${FIELDS} }
    }
  }`,
  data,
);

/** One page of the stock of all variants, oldest variant first. */
export const STOCK_PAGE = operation(
  "StockPage",
  `query StockPage($skip: Int!, $take: Int!) {
    productVariants(options: { sort: { id: ASC }, skip: $skip, take: $take }) {
      items { ${FIELDS} }
    }
  }`,
  data,
);

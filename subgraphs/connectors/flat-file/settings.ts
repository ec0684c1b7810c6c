import { z } from "zod";

const place = z
  .strictObject({
    code: z.string().min(1).describe("Code of the place as the files write it."),
    name: z.string().min(1).describe("Its name, for display."),
    kind: z.enum(["WAREHOUSE", "SHOP"]).default("WAREHOUSE").describe("What kind of place it is."),
  })
  .describe("A place that holds stock.");

/** Settings of the connector. */
export const flatFileSettings = z.strictObject({
  locations: z
    .array(place)
    .min(1)
    .default([{ code: "main", name: "Main warehouse", kind: "WAREHOUSE" }])
    .describe("The places whose stock the files tell; stock in another place is not shown."),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/u)
    .default("EUR")
    .describe("ISO 4217 code of the currency of all prices."),
  publicPriceList: z.string().min(1).default("default").describe("Name of the price list for everybody without one of their own."),
  groupPriceLists: z.record(z.string(), z.string()).default({}).describe("Names of price lists by customer group."),
});

/** The checked settings. */
export type FlatFileSettings = z.output<typeof flatFileSettings>;

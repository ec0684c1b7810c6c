import { z } from "zod";

const channel = z.object({ code: z.string(), token: z.string() });

/** What the server under test prints once it can be used: where it listens and what it holds. */
export const vendureFacts = z.object({
  adminUrl: z.url(),
  shopUrl: z.url(),
  user: z.string(),
  password: z.string(),
  reader: z.object({ user: z.string(), password: z.string(), apiKey: z.string() }),
  channels: z.object({ default: channel, british: channel }),
  locations: z.array(z.string()),
  skus: z.array(z.string()),
  skuWithoutYen: z.string(),
  disabledSku: z.string(),
  customers: z.array(z.object({ id: z.string(), number: z.string(), emailAddress: z.string() })),
  cart: z.object({
    id: z.string(),
    code: z.string(),
    lines: z.array(z.object({ sku: z.string(), quantity: z.number() })),
  }),
  order: z.object({ id: z.string(), code: z.string() }),
});

/** Where a running Vendure listens, how to log in, and which records it was filled with. */
export type VendureFacts = z.infer<typeof vendureFacts>;

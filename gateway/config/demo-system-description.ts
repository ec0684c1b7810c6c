import { z } from "zod";

/** What the demo's process of systems tells of each of them. */
export const systemDescription = z.object({ vendor: z.string(), url: z.url(), credentials: z.record(z.string(), z.string()) });

/** Vendor, address and credentials of one system of the demo. */
export type SystemDescription = z.output<typeof systemDescription>;

/** The message with which that process says that all systems listen. */
export const systemsReady = z.object({
  type: z.literal("ready"),
  systems: z.object({ erp: systemDescription, pim: systemDescription, crm: systemDescription, shop: systemDescription }),
});

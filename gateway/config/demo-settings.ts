import type { SystemDescription } from "./demo-system-description.js";

/** The systems of the demo by the names that its settings give them. */
export type DemoDescriptions = Readonly<Record<"erp" | "pim" | "crm" | "shop", SystemDescription>>;

/** Key of the demo's tokens: no secret, everybody has it. The gateway refuses to listen beyond loopback with it. */
export const DEMO_SECRET = "passerelle-demo-key-known-to-everybody";

/** Raw settings of the demo merchant: the very ones that a merchant of their own would write, only that the addresses are simulators'. */
export function demoSettings({ erp, pim, crm, shop }: DemoDescriptions): unknown {
  return {
    auth: { secret: DEMO_SECRET },
    systems: {
      erp: {
        connector: erp.vendor,
        settings: {
          ...erp.credentials,
          publicPriceList: "Public prices",
          shopWarehouses: ["SH-PAR", "SH-LON"],
          // The simulator bears more than the careful default for a server that people work on.
          requestsPerSecond: 1000,
          concurrency: 32,
        },
      },
      pim: { connector: pim.vendor, settings: { ...pim.credentials, locales: ["en-GB", "fr-FR"], fallbackLocales: ["en-GB"] } },
      crm: { connector: crm.vendor, settings: { ...crm.credentials, requestsPerTenSeconds: 190 } },
      shop: {
        connector: shop.vendor,
        settings: {
          ...shop.credentials,
          channels: { "web-fr": { locale: "fr-FR" }, "web-gb": { locale: "en-GB" } },
          costPerSecond: 1000,
        },
      },
    },
    subgraphs: {
      pim: { system: "pim", locales: ["en-GB", "fr-FR"] },
      erp: { system: "erp" },
      crm: { system: "crm" },
      shop: { system: "shop" },
      orders: { system: "erp" },
    },
  };
}

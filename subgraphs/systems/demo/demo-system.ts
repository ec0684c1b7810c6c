/** The demo's systems by the names that its settings give them. */
export const demoSystemNames = ["erp", "pim", "crm", "shop"] as const;

/** One of them. */
export type DemoSystemName = (typeof demoSystemNames)[number];

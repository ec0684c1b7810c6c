/** The door of the demo systems: simulators that speak vendors' protocols, and the merchant that they hold. */
export { demoSystemNames, type DemoSystemName } from "./demo/demo-system.js";
export { describeSystems, type SystemDescription, type SystemsReady } from "./demo/describe-systems.js";
export { startDemoSystems, type DemoSystems, type DemoSystemsOptions } from "./demo/start-demo-systems.js";
export { emptyMerchant } from "./merchant/empty-merchant.js";
export type * from "./merchant/merchant.js";
export type { CallCounter, CallCounts } from "./simulator/calls.js";
export type { ActiveFault, FaultBoard } from "./simulator/fault-board.js";
export type { Fault } from "./simulator/fault.js";
export type { Journal, JournalEntry, JournalFilter, JournalWrite } from "./simulator/journal.js";
export type * from "./simulator/simulator.js";
export { startSimulator } from "./simulator/start-simulator.js";
export type { Collection, DocumentId, Store } from "./simulator/store.js";
export type { Webhook, WebhookDelivery, Webhooks } from "./simulator/webhooks.js";
export { generateMerchant, type MerchantOptions } from "./merchant/generate-merchant.js";
export { renderMediaSvg, type MediaSubject } from "./merchant/render-media-svg.js";

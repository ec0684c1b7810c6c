export type * from "./change-event.js";
export * from "./create-local-bus.js";
export * from "./cursor.js";
export * from "./errors.js";
export type * from "./event-bus.js";
export type { EventBusOptions } from "./event-log.js";
export * from "./everything-changed.js";
export * from "./seen-notices.js";
export * from "./version-register.js";

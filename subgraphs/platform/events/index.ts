export type * from "./change-event.js";
export * from "./cursor.js";
export type * from "./event-bus.js";

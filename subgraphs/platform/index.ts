/** Technical ground without a word of commerce. */
export * from "./errors/define-error.js";
export * from "./time/clock.js";

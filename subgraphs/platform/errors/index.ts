/** The door of errors alone: for what must start before the rest of the platform is loaded. */
export * from "./define-error.js";
export * from "./request-errors.js";

/** What a connector is written with. */
export * from "./call.js";
export * from "./connector.js";
export * from "./errors.js";
export * from "./http-client.js";
export * from "./ports.js";

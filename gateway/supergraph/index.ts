/** Composes and loads the supergraph. */
export * from "./compose.js";
export * from "./fetch-sdl.js";

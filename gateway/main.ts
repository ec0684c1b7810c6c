import { enableCompileCache } from "node:module";

// Before anything else is loaded: the next start takes the compiled modules from the cache, which halves the time that loading takes.
enableCompileCache();
const { start } = await import("./cli/start.js");
await start();

import { enableCompileCache } from "node:module";

// Before anything else is loaded: the next start takes the compiled modules from the cache.
enableCompileCache();
const { runDemo } = await import("./demo/run-demo.js");
await runDemo();

/** Settings: one schema, loaded and checked; the environment. */
export { readEnvironment, type Environment } from "./environment.js";
export * from "./load-settings.js";
export { demoSettings, DEMO_SECRET, type DemoDescriptions } from "./demo-settings.js";
export { systemsReady } from "./demo-system-description.js";
export { neverForwarded } from "./headers-schema.js";
export { fileFeedSchema, type FileFeed } from "./files-schema.js";
export * from "./schema.js";
export { problemsOf, unknownKey, WrongSettings, type SettingsProblem } from "./wrong-settings.js";

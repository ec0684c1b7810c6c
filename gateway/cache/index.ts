/** What this gateway keeps of its answers. */
export { createKeptAnswers, type KeptAnswer, type KeptAnswers, type KeptBounds } from "./answers/kept-answers.js";
export { readCacheHints, type CacheHints } from "./answers/cache-hints.js";
export { lifetimeOf, type Lifetime } from "./answers/lifetime.js";

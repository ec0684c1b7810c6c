/** Who is asking. */
export { createDevelopmentToken, type DevelopmentTokenOptions } from "./development-token.js";
export { identify } from "./identify.js";

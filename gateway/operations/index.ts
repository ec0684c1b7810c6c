/** What operators see on the graph. */
export { createOperationsSubgraph } from "./system-board.js";

/** The composition root and the doors. */
export { composeFromSettings, startGateway, type GatewayOptions, type RunningGateway } from "./start-gateway.js";
export { serveSupergraph, type RunningServer } from "./serve-supergraph.js";
export { serveForeignSupergraph } from "./serve-foreign.js";
export { serveSubgraph } from "./serve-subgraph.js";
export { startSubgraph } from "./start-subgraph.js";
export { openSystems } from "./open-systems.js";

// Hive Gateway: its own planner or the Rust one, in-flight deduplication on (its default) or off.
import { createServer } from "node:http";
import { createGatewayRuntime } from "@graphql-hive/gateway-runtime";
import { unifiedGraphHandler } from "@graphql-hive/router-runtime";

const [, , supergraphFile, , ...flags] = process.argv;
const runtime = createGatewayRuntime({
  supergraph: supergraphFile,
  logging: "error",
  maskedErrors: false,
  ...(flags.includes("rust") && { unifiedGraphHandler }),
  ...(!flags.includes("dedup") && { transportEntries: { "*.http": { options: { deduplicateInflightRequests: false } } } }),
  ...(flags.includes("token") && {
    propagateHeaders: { fromClientToSubgraphs: ({ request }) => ({ authorization: request.headers.get("authorization") }) },
  }),
});
const server = createServer(runtime);
server.listen(0, "127.0.0.1", () => console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}/graphql` })));

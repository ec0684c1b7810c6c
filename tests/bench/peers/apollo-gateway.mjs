// Stock @apollo/gateway on @apollo/server's own HTTP server, as its documentation starts it.
import { readFileSync } from "node:fs";
import { ApolloGateway, RemoteGraphQLDataSource } from "@apollo/gateway";
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";

const [, , supergraphFile, , ...flags] = process.argv;
const forwardsToken = flags.includes("token");

class WithToken extends RemoteGraphQLDataSource {
  willSendRequest({ request, context }) {
    if (context.authorization) request.http.headers.set("authorization", context.authorization);
  }
}

const gateway = new ApolloGateway({
  supergraphSdl: readFileSync(supergraphFile, "utf8"),
  ...(forwardsToken && { buildService: ({ url }) => new WithToken({ url }) }),
});
const { url } = await startStandaloneServer(new ApolloServer({ gateway }), {
  listen: { port: 0, host: "127.0.0.1" },
  ...(forwardsToken && { context: ({ req }) => Promise.resolve({ authorization: req.headers.authorization }) }),
});
console.log(JSON.stringify({ url: new URL("/", url).href }));

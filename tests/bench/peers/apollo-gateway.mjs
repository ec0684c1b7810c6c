// Stock @apollo/gateway on @apollo/server's own HTTP server, as its documentation starts it.
import { readFileSync } from "node:fs";
import { ApolloGateway } from "@apollo/gateway";
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";

const [, , supergraphFile] = process.argv;
const gateway = new ApolloGateway({ supergraphSdl: readFileSync(supergraphFile, "utf8") });
const { url } = await startStandaloneServer(new ApolloServer({ gateway }), { listen: { port: 0, host: "127.0.0.1" } });
console.log(JSON.stringify({ url: new URL("/", url).href }));

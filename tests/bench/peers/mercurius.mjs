// @mercuriusjs/gateway with JIT. It reads the subgraphs' schemas itself instead of a supergraph.
import fastify from "fastify";
import gateway from "@mercuriusjs/gateway";

const [, , , subgraphs] = process.argv;
const app = fastify();
app.register(gateway, { jit: 1, gateway: { services: JSON.parse(subgraphs).map(({ name, url }) => ({ name, url, mandatory: true })) } });
const url = await app.listen({ port: 0, host: "127.0.0.1" });
console.log(JSON.stringify({ url: `${url}/graphql` }));

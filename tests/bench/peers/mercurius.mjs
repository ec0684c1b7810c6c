// @mercuriusjs/gateway with JIT. It reads the subgraphs' schemas itself instead of a supergraph.
import { registerHooks } from "node:module";

// The documents that it prints have types where names belong, which the printer of graphql 16.15 refuses ("value.includes is not a function").
// With 16.14 it answers right: so that is what it, and what it stands on, gets here.
registerHooks({ resolve: (specifier, context, next) => next(specifier.replace(/^graphql(?=\/|$)/, "graphql-16-14"), context) });
const { default: fastify } = await import("fastify");
const { default: gateway } = await import("@mercuriusjs/gateway");

const [, , , subgraphs, ...flags] = process.argv;
const token = flags.includes("token") && { rewriteHeaders: ({ authorization }) => (authorization ? { authorization } : {}) };
const services = JSON.parse(subgraphs).map(({ name, url }) => ({ name, url, mandatory: true, ...token }));
const app = fastify();
app.register(gateway, { jit: 1, gateway: { services } });
const url = await app.listen({ port: 0, host: "127.0.0.1" });
console.log(JSON.stringify({ url: `${url}/graphql` }));

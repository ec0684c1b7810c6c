// A ceiling: the right bytes at once, from memory.
import { readFileSync } from "node:fs";
import fastify from "fastify";

const [, , answerFile] = process.argv;
const answer = readFileSync(answerFile, "utf8");
const app = fastify();
app.post("/graphql", (_request, reply) => reply.type("application/json; charset=utf-8").send(answer));
const url = await app.listen({ port: 0, host: "127.0.0.1" });
console.log(JSON.stringify({ url: `${url}/graphql` }));

import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { postRaw, sendRaw, type RawAnswer } from "../../support/send-raw.js";
import { startStack, type Stack } from "../../support/start-stack.js";
import { expectNothingInside, expectRefusal, expectWell, type Refusal } from "./assert-clear.js";

const good = JSON.stringify({ query: "{ systems { name } }" });
const nested = (times: number): string => `{ product(sku: "X") ${"{ variants ".repeat(times)} { sku } ${"}".repeat(times)} }`;
const bomb = Array.from({ length: 25 }, (_, at) => `fragment F${at} on Product { ...F${at + 1} ... on Product { ...F${at + 1} } }`).join(
  "\n",
);

interface Wrong extends Refusal {
  readonly what: string;
  readonly send: (endpoint: string) => Promise<RawAnswer>;
}

const bad = { status: 400, code: "BAD_REQUEST" };
const unparsed = { status: 400, code: "GRAPHQL_PARSE_FAILED" };
const invalid = { status: 400, code: "GRAPHQL_VALIDATION_FAILED" };
const asks = (query: string) => (endpoint: string) => postRaw(endpoint, JSON.stringify({ query }));
const preflighted = { headers: { "apollo-require-preflight": "1" } };

const wrongs: readonly Wrong[] = [
  { what: "malformed JSON", send: (to) => postRaw(to, "{ not json"), ...bad, says: /not valid JSON; send a JSON object/ },
  { what: "an empty body", send: (to) => postRaw(to, ""), ...bad, says: /body is empty; send a JSON object/ },
  { what: "a body that is no object", send: (to) => postRaw(to, "7"), ...bad, says: /POST body missing|JSON object/ },
  { what: "no query", send: (to) => postRaw(to, '{"variables":{}}'), ...bad, says: /non-empty `query`/ },
  { what: "an empty query", send: asks(""), ...bad, says: /non-empty `query`/ },
  { what: "a query that is no text", send: (to) => postRaw(to, '{"query":7}'), ...bad, says: /must be strings/ },
  {
    what: "variables that are no object",
    send: (to) => postRaw(to, '{"query":"{ systems { name } }","variables":"x"}'),
    ...bad,
    says: /`variables`.*object/,
  },
  { what: "several requests in one", send: (to) => postRaw(to, `[${good}]`), ...bad, says: /batching disabled/ },
  {
    what: "a content type that is not read",
    send: (to) => postRaw(to, good, { "content-type": "application/xml" }),
    status: 415,
    code: "UNSUPPORTED_MEDIA_TYPE",
    says: /send application\/json/,
  },
  { what: "plain text", send: (to) => postRaw(to, good, { "content-type": "text/plain" }), ...bad, says: /content-type/ },
  {
    what: "a body of 2 MB",
    send: (to) => postRaw(to, JSON.stringify({ query: "{ systems { name } }", variables: { much: "x".repeat(2_000_000) } })),
    status: 413,
    code: "BODY_TOO_LARGE",
    says: /larger than this server reads.*send less/,
  },
  { what: "a query that ends too early", send: asks("{ product(sku: "), ...unparsed, says: /Syntax Error/ },
  { what: "too many tokens", send: asks(`{ systems { ${"name ".repeat(30_000)} } }`), ...unparsed, says: /more that 20000 tokens/ },
  {
    what: "nesting beyond the parser",
    send: asks(`{ a(b: ${"[".repeat(9_000)}${"]".repeat(9_000)}) }`),
    ...unparsed,
    says: /nested too deeply.*ask for less/,
  },
  { what: "a list inside itself many times", send: asks(nested(60)), ...invalid, says: /"variants".*inside itself; ask for the deeper/ },
  {
    what: "fragments that multiply",
    send: asks(`{ product(sku: "X") { ...F0 } }\n${bomb}\nfragment F25 on Product { sku }`),
    ...invalid,
    says: /more than 2000 fields; ask for less/,
  },
  {
    what: "fragments that multiply and ask for nothing",
    send: asks(`{ product(sku: "X") { ...F0 } }\n${bomb}\nfragment F25 on Product { __typename }`),
    ...invalid,
    says: /more than 2000 fields; ask for less/,
  },
  {
    what: "several operations and no name",
    send: asks("query A { systems { name } } query B { systems { name } }"),
    status: 400,
    code: "OPERATION_RESOLUTION_FAILURE",
    says: /name one of the document's in operationName/,
  },
  {
    what: "a mutation by GET",
    send: (to) => sendRaw(`${to}?query=${encodeURIComponent("mutation { placeOrder }")}`, preflighted),
    status: 405,
    code: "BAD_REQUEST",
    says: /only support query operations/,
  },
  {
    what: "a GET with broken variables",
    send: (to) => sendRaw(`${to}?query={systems{name}}&variables={`, preflighted),
    ...bad,
    says: /invalid JSON/,
  },
  {
    what: "another method",
    send: (to) => sendRaw(to, { method: "PUT", body: good }),
    status: 405,
    code: "BAD_REQUEST",
    says: /PUT; send a POST/,
  },
  {
    what: "a media type that is not spoken",
    send: (to) => postRaw(to, good, { accept: "application/xml" }),
    status: 406,
    code: "BAD_REQUEST",
    says: /application\/graphql-response\+json/,
  },
];

describe("a wrong request", () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack();
  });
  afterAll(() => stack[Symbol.asyncDispose]());
  afterEach(() => expectWell(stack));

  it.each(wrongs)("is refused clearly: $what", async ({ send, ...refusal }) => {
    expectRefusal(await send(`${stack.url}/graphql`), refusal);
  });

  it("is answered in the media type of GraphQL over HTTP where that is asked for", async () => {
    const accept = "application/graphql-response+json";
    for (const body of ["{ not json", JSON.stringify({ query: "{ unknown }" }), good]) {
      const answer = await postRaw(`${stack.url}/graphql`, body, { accept });
      expect(answer.mediaType).toBe(accept);
      expect(answer.status).toBe(body === good ? 200 : 400);
      expectNothingInside(answer);
    }
  });
});

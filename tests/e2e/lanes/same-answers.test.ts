import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postRaw, sendRaw, type RawAnswer } from "../../support/send-raw.js";
import { serveMirror, type ServedMirror } from "./serve-mirror.js";

const mirror =
  "query Look($text: String, $list: [Int!]) { mirror(text: $text, list: $list) { text kind customer groups scopes languages list } }";
const two = "query A { mirror { kind } } query B { mirror { text } }";
const optional = "query Maybe($with: Boolean!) { mirror { kind text @include(if: $with) } }";
const graphqlJson = "application/graphql-response+json";
const preflight = { "apollo-require-preflight": "1" };

interface Case {
  readonly what: string;
  readonly send: (to: string, token: string) => Promise<RawAnswer>;
  /** Whether the second of two goes past Apollo Server. */
  readonly laned: boolean;
}

const post = (json: unknown, headers: Record<string, string> = {}) => ({
  send: (to: string) => postRaw(to, JSON.stringify(json), headers),
});
const get = (search: Record<string, string>, headers: Record<string, string> = preflight) => ({
  send: (to: string) => sendRaw(`${to}?${String(new URLSearchParams(search))}`, { headers }),
});
const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

const cases: readonly Case[] = [
  { what: "a query", ...post({ query: mirror }), laned: true },
  { what: "a query with variables", ...post({ query: mirror, variables: { text: "é€😀", list: [1, 2] } }), laned: true },
  {
    what: "variables and name that are null",
    ...post({ query: mirror, variables: null, operationName: null, extensions: null }),
    laned: true,
  },
  { what: "its name", ...post({ query: mirror, operationName: "Look" }), laned: true },
  { what: "another name", ...post({ query: mirror, operationName: "Other" }), laned: false },
  { what: "an empty name", ...post({ query: mirror, operationName: "" }), laned: false },
  { what: "one of two operations", ...post({ query: two, operationName: "B" }), laned: true },
  { what: "none of two operations", ...post({ query: two }), laned: false },
  { what: "what is included", ...post({ query: optional, variables: { with: true } }), laned: true },
  { what: "what is skipped", ...post({ query: optional, variables: { with: false } }), laned: true },
  { what: "a variable of the wrong type", ...post({ query: mirror, variables: { list: "x" } }), laned: true },
  { what: "a variable that is missing", ...post({ query: optional }), laned: true },
  { what: "variables that are no object", ...post({ query: mirror, variables: [] }), laned: false },
  { what: "variables that are text", ...post({ query: mirror, variables: "{}" }), laned: false },
  { what: "extensions that are no object", ...post({ query: mirror, extensions: 7 }), laned: false },
  { what: "a name that is no text", ...post({ query: mirror, operationName: 7 }), laned: false },
  { what: "a query that is no text", ...post({ query: { kind: "Document" } }), laned: false },
  { what: "several requests in one", ...post([{ query: mirror }]), laned: false },
  { what: "nothing", ...post({}), laned: false },
  { what: "a syntax error", ...post({ query: "{ mirror(" }), laned: false },
  { what: "an unknown field", ...post({ query: "{ mirror { depth } }" }), laned: false },
  { what: "introspection", ...post({ query: "{ __schema { queryType { name } } __typename }" }), laned: true },
  { what: "a mutation", ...post({ query: 'mutation { touch(text: "x") { text } }' }), laned: true },
  { what: "an error that says its code", ...post({ query: "{ systemDown mirror { kind } }" }), laned: true },
  { what: "an error that is masked", ...post({ query: "{ broken }" }), laned: true },
  { what: "a null that must not be", ...post({ query: "{ never }" }), laned: true },
  { what: "a null that must not be in a list", ...post({ query: "{ sparse { kind } }" }), laned: true },
  { what: "an error with a status", ...post({ query: "{ wished(status: 418) }" }), laned: true },
  { what: "another media type", ...post({ query: mirror }, { accept: graphqlJson }), laned: true },
  {
    what: "a wrong variable in another media type",
    ...post({ query: mirror, variables: { list: 7.5 } }, { accept: graphqlJson }),
    laned: true,
  },
  {
    what: "a choice of media types",
    ...post({ query: mirror }, { accept: `text/html;q=0.9, ${graphqlJson};q=0.8, */*;q=0.1` }),
    laned: true,
  },
  { what: "a media type that is not spoken", ...post({ query: mirror }, { accept: "application/xml" }), laned: false },
  { what: "languages", ...post({ query: mirror }, { "accept-language": "fr;q=0.5, de" }), laned: true },
  {
    what: "a content type with a character set",
    ...post({ query: mirror }, { "content-type": "application/json; charset=utf-8" }),
    laned: true,
  },
  { what: "a content type that forges", ...post({ query: mirror }, { "content-type": "text/plain" }), laned: false },
  { what: "a token that is none", ...post({ query: mirror }, { authorization: "Bearer x.y.z" }), laned: false },
  {
    what: "a viewer",
    send: (to, token) => postRaw(to, JSON.stringify({ query: mirror }), { authorization: `Bearer ${token}` }),
    laned: true,
  },
  { what: "a GET", ...get({ query: mirror, variables: '{"text":"g"}', operationName: "Look" }), laned: true },
  { what: "a GET as JSON", ...get({ query: mirror }, { "content-type": "application/json" }), laned: true },
  { what: "a GET that forges", ...get({ query: mirror }, {}), laned: false },
  { what: "a GET with a form's type", ...get({ query: mirror }, { "content-type": "text/plain", ...preflight }), laned: false },
  { what: "a GET with broken variables", ...get({ query: mirror, variables: "{" }), laned: false },
  { what: "a GET with two queries", send: (to) => sendRaw(`${to}?query={a}&query={b}`, { headers: preflight }), laned: false },
  { what: "a GET without a query", ...get({ query: "" }), laned: false },
  { what: "a GET with an error", ...get({ query: "{ broken }" }), laned: true },
  { what: "a mutation by GET", ...get({ query: "mutation { touch { text } }" }), laned: false },
  {
    what: "a query with its hash",
    ...post({ query: mirror, extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(mirror) } } }),
    laned: true,
  },
  {
    what: "a query with another's hash",
    ...post({ query: mirror, extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(two) } } }),
    laned: false,
  },
  {
    what: "a hash of another version",
    ...post({ query: mirror, extensions: { persistedQuery: { version: 2, sha256Hash: hashOf(mirror) } } }),
    laned: false,
  },
  {
    what: "a hash that nobody knows",
    ...post({ extensions: { persistedQuery: { version: 1, sha256Hash: "0".repeat(64) } } }),
    laned: false,
  },
];

describe("a request that is sent twice", () => {
  let served: ServedMirror;
  let token: string;
  beforeAll(async () => {
    served = await serveMirror();
    token = await served.token("C-7", ["TRADE"], ["orders:read"]);
  });
  afterAll(() => served[Symbol.asyncDispose]());

  const byKnown = async (): Promise<number> =>
    Number(/^passerelle_operations_answered_total\{by="known"[^}]*\} (\d+)/m.exec(await served.metrics())?.[1] ?? 0);

  it.each(cases)("gets the same answer past Apollo Server as from it: $what", async ({ send, laned }) => {
    const first = await send(served.url, token);
    const before = await byKnown();
    const second = await send(served.url, token);
    expect(seen(second)).toEqual(seen(first));
    expect((await byKnown()) - before).toBe(laned ? 1 : 0);
  });

  it("is counted by type and outcome the same way", async () => {
    const before = await outcomes(served);
    await postRaw(served.url, JSON.stringify({ query: "query Counted { broken }" }));
    await postRaw(served.url, JSON.stringify({ query: "query Counted { broken }" }));
    const after = await outcomes(served);
    const key = 'outcome="errors",type="query"';
    expect((after.get(key) ?? 0) - (before.get(key) ?? 0)).toBe(2);
  });
});

function seen({ status, headers, text }: RawAnswer): unknown {
  const { date: _date, ...others } = Object.fromEntries(headers);
  return { status, text, headers: others };
}

async function outcomes({ metrics }: ServedMirror): Promise<ReadonlyMap<string, number>> {
  const lines = (await metrics()).matchAll(/^passerelle_operations_total\{([^}]*)\} (\d+)/gm);
  return new Map(
    [...lines].map(([, labels = "", value]) => [
      labels
        .split(",")
        .filter((one) => /^(?:type|outcome)=/.test(one))
        .toSorted()
        .join(","),
      Number(value),
    ]),
  );
}

it("an answer in parts is refused: `@defer` is no directive here", async () => {
  await using served = await serveMirror();
  const query = "{ mirror { text ... @defer { kind } } }";
  const answer = await postRaw(served.url, JSON.stringify({ query }), { accept: "multipart/mixed;deferSpec=20220824, application/json" });
  expect(answer.status).toBe(400);
  expect(answer.errors[0]).toMatchObject({ message: 'Unknown directive "@defer".', extensions: { code: "GRAPHQL_VALIDATION_FAILED" } });
});

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "graphql-ws";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import WebSocket from "ws";
import { postRaw, sendRaw, type RawAnswer } from "../../support/send-raw.js";
import { startStack } from "../../support/start-stack.js";
import { serveMirror, type ServedMirror } from "./serve-mirror.js";

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");
const look = "query Look($text: String) { mirror(text: $text) { text kind } }";
const other = "{ mirror { kind } }";
const unlisted = "{ mirror { groups } }";
const manifest = { [hashOf(look)]: look, "by-name": other };
const generated = "tests/support/graphql/generated/persisted-documents.json";

const byHash = (hash: string, query?: string): object => ({
  ...(query && { query }),
  extensions: { persistedQuery: { version: 1, sha256Hash: hash } },
});

interface World {
  readonly served: ServedMirror;
  readonly post: (json: unknown) => Promise<RawAnswer>;
  readonly get: (search: Record<string, string>) => Promise<RawAnswer>;
}

function worldOver(served: ServedMirror): World {
  return {
    served,
    post: (json) => postRaw(served.url, JSON.stringify(json)),
    get: (search) => sendRaw(`${served.url}?${String(new URLSearchParams(search))}`, { headers: { "apollo-require-preflight": "1" } }),
  };
}

describe("automatic persisted queries", () => {
  it("are asked for, registered and then known by their hash, by POST and by GET", async () => {
    await using served = await serveMirror();
    const { post, get } = worldOver(served);
    const unknown = await post(byHash(hashOf(look)));
    expect(unknown).toMatchObject({ status: 200, errors: [{ extensions: { code: "PERSISTED_QUERY_NOT_FOUND" } }] });
    expect((await post(byHash(hashOf(look), look))).text).toContain('"anonymous"');
    const known = await post({ ...byHash(hashOf(look)), variables: { text: "again" } });
    expect(known).toMatchObject({ status: 200, errors: [] });
    expect(known.text).toContain('"again"');
    const extensions = JSON.stringify({ persistedQuery: { version: 1, sha256Hash: hashOf(look) } });
    const got = await get({ extensions, variables: '{"text":"got"}' });
    expect(got.text).toContain('"got"');
    expect(got.headers.get("etag")).not.toBeNull();
    expect(await served.metrics()).toMatch(/passerelle_operations_answered_total\{by="known"[^}]*\} 2/);
  });

  it("are registered too when the text was known before", async () => {
    await using served = await serveMirror();
    const { post } = worldOver(served);
    for (const json of [{ query: other }, byHash(hashOf(other), other), byHash(hashOf(other))])
      expect((await post(json)).errors).toEqual([]);
  });

  it("are not registered under another's hash", async () => {
    await using served = await serveMirror();
    const { post } = worldOver(served);
    await post({ query: other });
    expect((await post(byHash(hashOf(look), other))).status).toBe(400);
    expect((await post(byHash(hashOf(look)))).errors[0]?.extensions?.["code"]).toBe("PERSISTED_QUERY_NOT_FOUND");
  });
});

describe.each([
  ["beside others", false],
  ["and no others", true],
])("documents of a manifest, %s", (_how, only) => {
  let folder: string;
  let world: World;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "manifest-"));
    const file = join(folder, "documents.json");
    await writeFile(file, JSON.stringify(manifest));
    world = worldOver(await serveMirror({ operations: { trustedDocuments: { manifest: file, only } } }));
  });
  afterAll(async () => {
    await world.served[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  it.each<[string, object]>([
    ["documentId", { documentId: "by-name" }],
    ["id", { id: "by-name" }],
    ["a hash with its algorithm", { documentId: `sha256:${hashOf(look)}` }],
    ["a hash as automatic persisted queries have it", byHash(hashOf(look))],
    ["their whole text", { query: look }],
  ])("run by %s, the first time and the next", async (_by, json) => {
    const [first, next] = [await world.post(json), await world.post(json)];
    expect(first).toMatchObject({ status: 200, errors: [] });
    expect(next.text).toBe(first.text);
  });

  it("run with variables and by GET, the first time and the next", async () => {
    const search = { documentId: hashOf(look), variables: '{"text":"g"}', operationName: "Look" };
    const [first, next] = [await world.get(search), await world.get(search)];
    expect(first.text).toContain('"g"');
    expect(next.text).toBe(first.text);
    expect(next.headers.get("etag")).toBe(first.headers.get("etag"));
  });

  it("are told from ids that nobody has", async () => {
    expect(await world.post({ documentId: "nobody" })).toMatchObject({
      status: 400,
      errors: [{ extensions: { code: "DOCUMENT_UNKNOWN" } }],
    });
  });

  it.each<[string, object]>([
    ["a text", { query: unlisted }],
    ["a text with its hash", byHash(hashOf(unlisted), unlisted)],
    ["a text with an extension that is none", { query: unlisted, extensions: { persistedQuery: 0 } }],
    ["a text with a good id", { query: unlisted, documentId: "by-name" }],
  ])(`let ${only ? "not " : ""}run %s that is not among them`, async (_what, json) => {
    const answer = await world.post(json);
    if (only) expect(answer).toMatchObject({ status: 403, errors: [{ extensions: { code: "DOCUMENT_NOT_TRUSTED", retryable: false } }] });
    else expect(answer).toMatchObject({ status: 200, errors: [] });
  });

  it(`let ${only ? "not " : ""}run a GET that is not among them`, async () => {
    expect((await world.get({ query: unlisted })).status).toBe(only ? 403 : 200);
    expect((await world.get({ query: unlisted, extensions: "7" })).status).toBe(only ? 403 : 400);
  });

  it(`let ${only ? "not " : ""}run what is not among them over a WebSocket`, async () => {
    const client = createClient({ url: world.served.url.replace("http", "ws"), webSocketImpl: WebSocket });
    const answer = new Promise<unknown>((resolve) => {
      client.subscribe({ query: unlisted }, { next: resolve, error: resolve, complete: () => undefined });
    });
    if (only) expect(await answer).toMatchObject([{ extensions: { code: "DOCUMENT_NOT_TRUSTED" } }]);
    else expect(await answer).toMatchObject({ data: { mirror: { groups: [] } } });
    await client.dispose();
  });
});

it("a manifest that cannot be read stops the start", async () => {
  await expect(serveMirror({ operations: { trustedDocuments: { manifest: "nowhere.json", only: true } } })).rejects.toThrow(
    /nowhere\.json is no manifest/,
  );
});

it("the manifest of our own documents runs them by the hash of their text", async () => {
  const documents = JSON.parse(readFileSync(generated, "utf8")) as Record<string, string>;
  for (const [id, text] of Object.entries(documents)) expect(id).toBe(`sha256:${hashOf(text)}`);
  const trustedDocuments = { manifest: generated, only: true };
  await using stack = await startStack({
    change: (settings) => ({ ...settings, operations: { ...settings.operations, trustedDocuments } }),
  });
  const [id] = Object.entries(documents).find(([, text]) => /^query Me\b/.test(text)) ?? [];
  const answer = await postRaw(`${stack.url}/graphql`, JSON.stringify({ documentId: id }));
  expect(answer).toMatchObject({ status: 200, errors: [] });
});

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildProject, type BuiltProject } from "../../support/build-project.js";
import { queryOver, type Query } from "../../support/query.js";
import { runProgram, serveProgram, type Serving } from "../../support/run-program.js";
import { openMuseum, type Museum } from "./museum.js";

describe("npm run serve -- --supergraph, over subgraphs of others", () => {
  let museum: Museum;
  let built: BuiltProject;
  let folder: string;
  let serving: Serving;
  let query: Query;
  const serve = (...args: string[]): string[] => [process.execPath, "dist/gateway/cli/main.js", "serve", ...args];
  beforeAll(async () => {
    [museum, built, folder] = await Promise.all([openMuseum(), buildProject(), mkdtemp(join(tmpdir(), "supergraph-"))]);
    await writeFile(join(folder, "supergraph.graphql"), museum.supergraphSdl);
    await writeFile(join(folder, "schema.graphql"), "type Query { rooms: Int }");
    serving = await serveProgram(serve("--supergraph", join(folder, "supergraph.graphql"), "--port", "0"), { cwd: built.root });
    query = queryOver(serving.url);
  });
  afterAll(async () => {
    await serving[Symbol.asyncDispose]();
    await Promise.all([museum[Symbol.asyncDispose](), built[Symbol.asyncDispose](), rm(folder, { recursive: true })]);
  });

  it("joins entities of three subgraphs, with what one requires of another", async () => {
    const { data, errors } = await query("{ paintings { title room { id floor } premium history } }");
    expect(errors).toBeUndefined();
    expect(data.paintings).toEqual([
      { title: "Dawn", room: { id: "r0", floor: 1 }, premium: "2000 EUR", history: ["insured"] },
      { title: "Noon", room: { id: "r1", floor: 2 }, premium: "1500 EUR", history: ["insured"] },
      { title: "Dusk", room: { id: "r0", floor: 1 }, premium: "1000 EUR", history: ["insured"] },
    ]);
  });

  it("takes variables, aliases, fragments, unions and directives", async () => {
    const document = `query Late($after: Int!, $currency: String, $withFloor: Boolean!) {
      late: paintings(after: $after) { ...face inDollars: premium(currency: $currency) premium }
      search(text: "x") { __typename ... on Painting { title room { floor } } ... on Room { id floor } }
    }
    fragment face on Painting { name: title room { floor @include(if: $withFloor) key: id } }`;
    const { data, errors } = await query(document, { variables: { after: 1850, currency: "USD", withFloor: false } });
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      late: [{ name: "Dusk", room: { key: "r0" }, inDollars: "1000 USD", premium: "1000 EUR" }],
      search: [
        { __typename: "Painting", title: "Dawn", room: { floor: 1 } },
        { __typename: "Room", id: "r1", floor: 2 },
      ],
    });
  });

  it("runs a mutation and reads on from its result", async () => {
    const hang = "mutation Hang($input: HangInput!) { hang(input: $input) { title room { id floor } premium } }";
    const { data, errors } = await query(hang, { variables: { input: { id: "p2", room: "r1" } } });
    expect(errors).toBeUndefined();
    expect(data.hang).toEqual({ title: "Dusk", room: { id: "r1", floor: 2 }, premium: "1000 EUR" });
    const refused = await query(hang, { variables: { input: { id: "p9", room: "r1" } } });
    expect(refused.errors?.[0]).toMatchObject({ message: "There is no painting p9.", path: ["hang"], extensions: { code: "NO_PAINTING" } });
  });

  it("passes a subgraph's own error on, beside all that the others say", async () => {
    const { data, errors } = await query('{ painting(id: "p1") { title premium room { floor humidity } } }');
    expect(data.painting).toEqual({ title: "Noon", premium: "1500 EUR", room: { floor: 2, humidity: null } });
    expect(errors).toEqual([
      expect.objectContaining({
        message: "The sensor is silent.",
        path: ["painting", "room", "humidity"],
        extensions: expect.objectContaining({ code: "SENSOR_SILENT", sensor: 7, subgraph: "rooms" }),
      }),
    ]);
  });

  it("hands a token on to the subgraphs, whose it is to check", async () => {
    await query("{ rooms { id } }", { token: "opaque", headers: { "accept-language": "fr", cookie: "session=1" } });
    const headers = museum.subgraphs.rooms.asked.at(-1)?.headers;
    expect(headers).toMatchObject({ authorization: "Bearer opaque", "accept-language": "fr", traceparent: expect.stringMatching(/^00-/) });
    expect(headers).not.toHaveProperty("cookie");
  });

  it("answers introspection with the graph of others and nothing of the demo", async () => {
    const { data } = await query("{ __schema { queryType { fields { name } } types { name } } }");
    expect(data.__schema.queryType.fields.map(({ name }: { name: string }) => name).toSorted()).toEqual([
      "painting",
      "paintings",
      "rooms",
      "search",
    ]);
    expect(JSON.stringify(data)).not.toContain("Stock");
  });

  it("keeps serving the rest when a subgraph goes away, and ends with 0 when told to", async () => {
    await museum.subgraphs.insurance[Symbol.asyncDispose]();
    const { data, errors } = await query('{ painting(id: "p0") { title history room { floor } } }');
    expect(data.painting).toEqual({ title: "Dawn", history: null, room: { floor: 1 } });
    expect(errors?.[0]?.extensions).toEqual({ code: "SUBGRAPH_UNAVAILABLE", subgraph: "insurance", retryable: true });
    serving.stop("SIGTERM");
    expect(await serving.finished).toMatchObject({ code: 0 });
  });

  it("starts through the npm script too", async () => {
    const script = ["npm", "run", "--silent", "serve", "--", "--supergraph", join(folder, "supergraph.graphql"), "--port", "0"];
    await using through = await serveProgram(script, { cwd: built.root, asGroup: true });
    expect((await queryOver(through.url)("{ rooms { id } }")).data.rooms).toHaveLength(2);
    through.stop("SIGTERM");
    await through.finished;
  });

  it("takes its settings from a file that names no system", async () => {
    const config = join(folder, "settings.yaml");
    await writeFile(config, "server: { introspection: false }\n");
    const args = ["--supergraph", join(folder, "supergraph.graphql"), "--config", config, "--port", "0"];
    await using configured = await serveProgram(serve(...args), { cwd: built.root });
    const { errors } = await queryOver(configured.url)("{ __schema { queryType { name } } }");
    expect(errors?.[0]?.message).toContain("introspection");
    configured.stop("SIGTERM");
    await configured.finished;
  });

  it.each([
    ["a file that is not there", "--supergraph: /nowhere.graphql cannot be read; check the path", ["--supergraph", "/nowhere.graphql"]],
    ["no file at all", "required option '--supergraph <file>' not specified", []],
    ["a port that is none", '--port: "many" is no port; give 0 to 65535', ["--supergraph", "SUPERGRAPH", "--port", "many"]],
    ["a settings file that is not there", "/nowhere.yaml", ["--supergraph", "SUPERGRAPH", "--config", "/nowhere.yaml"]],
    [
      "a file that is no supergraph",
      "--supergraph: package.json is no supergraph (Syntax Error: ",
      ["--supergraph", "package.json", "--port", "0"],
    ],
    ["a schema that was not composed", "schema.graphql is no supergraph", ["--supergraph", "SCHEMA", "--port", "0"]],
  ] as const)("says what is wrong with %s", async (_what, said, args) => {
    const files: Record<string, string> = { SUPERGRAPH: join(folder, "supergraph.graphql"), SCHEMA: join(folder, "schema.graphql") };
    const given = args.map((arg) => files[arg] ?? arg);
    const { code, stderr } = await runProgram(serve(...given), { cwd: built.root });
    expect(code).toBe(1);
    expect(stderr).toContain(said);
    expect(stderr).not.toMatch(/^ {4}at /m);
  });
});

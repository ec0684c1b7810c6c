import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTelemetry, systemClock } from "#platform";
import { checkSettings, DEMO_SECRET, readEnvironment } from "../../../gateway/config/index.js";
import { serveForeignSupergraph, type RunningServer } from "../../../gateway/server/index.js";
import { createDevelopmentToken } from "../../../gateway/auth/index.js";
import { queryOver } from "../../support/query.js";
import { openMuseum, type Museum } from "./museum.js";

const headersTo = (museum: Museum, name: keyof Museum["subgraphs"]): Readonly<Record<string, unknown>> =>
  museum.subgraphs[name].asked.at(-1)?.headers ?? {};

describe("headers to subgraphs of others", () => {
  let museum: Museum;
  beforeAll(async () => {
    museum = await openMuseum();
  });
  afterAll(() => museum[Symbol.asyncDispose]());

  const settingsOf = (raw: object) =>
    checkSettings({ systems: {}, subgraphs: {}, ...raw }, { source: "the test", environment: readEnvironment({ PORT: "0" }) });

  const serve = async (raw: object): Promise<RunningServer> => {
    const { server: settings, ...shape } = settingsOf(raw);
    const telemetry = await startTelemetry({ serviceName: "passerelle-test", serviceVersion: "0", otlpEndpoint: undefined });
    const { supergraphSdl } = museum;
    return serveForeignSupergraph({ ...shape, supergraphSdl, settings, telemetry, clock: systemClock, log: pino({ level: "silent" }) });
  };

  const ask = async (server: RunningServer, headers: Record<string, string>): Promise<void> => {
    const { errors } = await queryOver(`${server.url}/graphql`)("{ paintings { title room { floor } } }", { headers });
    expect(errors).toBeUndefined();
  };

  it("travel as the rules say, for all and for one", async () => {
    const subgraphs = { rooms: { forward: ["X-Tenant"], set: { "x-caller": "rooms-only" }, remove: ["accept-language"] } };
    await using server = await serve({ engine: { headers: { forward: ["accept-language"], set: { "x-caller": "gateway" }, subgraphs } } });
    await ask(server, { "x-tenant": "t1", "accept-language": "fr", "x-other": "o", connection: "x-tenant" });
    const paintings = headersTo(museum, "paintings");
    expect(paintings).toMatchObject({ "accept-language": "fr", "x-caller": "gateway" });
    expect(paintings).not.toHaveProperty("x-tenant");
    const rooms = headersTo(museum, "rooms");
    expect(rooms).toMatchObject({ "x-tenant": "t1", "x-caller": "rooms-only" });
    for (const name of ["x-other", "accept-language"]) expect(rooms).not.toHaveProperty(name);
  });

  it("hold a token back that is checked here, unless it is named", async () => {
    const authorization = `Bearer ${await createDevelopmentToken({ customer: "1", secret: DEMO_SECRET })}`;
    const auth = { secret: DEMO_SECRET };
    {
      await using server = await serve({ auth });
      await ask(server, { authorization });
      expect(headersTo(museum, "paintings")).not.toHaveProperty("authorization");
    }
    await using server = await serve({ auth, engine: { headers: { subgraphs: { rooms: { forward: ["authorization"] } } } } });
    await ask(server, { authorization });
    expect(headersTo(museum, "paintings")).not.toHaveProperty("authorization");
    expect(headersTo(museum, "rooms")).toMatchObject({ authorization });
  });

  it.each(["Connection", "transfer-encoding", "content-length", "traceparent"])("are never %s: the settings refuse it", (name) => {
    expect(() => settingsOf({ engine: { headers: { forward: [name] } } })).toThrow(/engine\.headers\.forward\.0: this header belongs to/);
    expect(() => settingsOf({ engine: { headers: { set: { [name]: "x" } } } })).toThrow(/engine\.headers\.set/);
  });
});

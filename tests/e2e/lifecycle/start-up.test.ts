import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { startDemoSystems } from "#systems";
import { startTelemetry } from "#platform";
import { checkSettings, demoSettings, readEnvironment } from "../../../gateway/config/index.js";
import { startGateway } from "../../../gateway/server/index.js";
import { composeSupergraph } from "../../../gateway/supergraph/index.js";
import { smallMerchant } from "../../support/start-stack.js";

/** What stands in a settings file, open for changes. */
interface Raw {
  server?: Record<string, unknown>;
  auth: Record<string, unknown>;
  systems: Record<string, { connector: string; settings: Record<string, unknown> }>;
  subgraphs: Record<string, Record<string, unknown>>;
  [key: string]: unknown;
}

/** Starts a gateway with the demo's settings after a change, and gives what stopped it. */
async function stoppedBy(change: (raw: Raw) => void, variables: Record<string, string> = {}): Promise<string> {
  await using demo = await startDemoSystems({ merchant: smallMerchant() });
  const telemetry = await startTelemetry({ serviceName: "passerelle-test", serviceVersion: "0" });
  const raw = structuredClone(demoSettings(demo.systems)) as Raw;
  change(raw);
  try {
    const settings = checkSettings(raw, { source: "shop.yaml", environment: readEnvironment({ PORT: "0", ...variables }) });
    await using _gateway = await startGateway({ settings, telemetry, log: pino({ level: "silent" }) });
    return "nothing";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await telemetry.close();
  }
}

describe("wrong settings stop the start", () => {
  it.each([
    ["an unknown key at the top", (raw: Raw) => void (raw["sever"] = {}), 'sever: there is no such key; did you mean "server"?'],
    [
      "an unknown key further down",
      (raw: Raw) => void (raw.server = { prot: 1 }),
      'server.prot: there is no such key; did you mean "port"?',
    ],
    [
      "an unknown key of a subgraph",
      (raw: Raw) => void Object.assign(raw.subgraphs["pim"] ?? {}, { local: ["en"] }),
      'subgraphs.pim.local: there is no such key; did you mean "locales"?',
    ],
    [
      "an unknown subgraph",
      (raw: Raw) => void (raw.subgraphs["epr"] = { system: "erp" }),
      'subgraphs.epr: there is no such key; did you mean "erp"?',
    ],
    [
      "an unknown key of a connector",
      (raw: Raw) => void Object.assign(raw.systems["erp"]?.settings ?? {}, { publicPricelist: "x" }),
      'systems.erp.settings.publicPricelist: there is no such key; did you mean "publicPriceList"?',
    ],
    [
      "a missing key of a connector",
      (raw: Raw) => void delete raw.systems["erp"]?.settings["database"],
      "systems.erp.settings.database: it is missing; give a string",
    ],
    [
      "a value of the wrong type",
      (raw: Raw) => void (raw.server = { requestTimeoutMs: "soon" }),
      "server.requestTimeoutMs: Invalid input: expected number, received string",
    ],
    [
      "an address that is none",
      (raw: Raw) => void Object.assign(raw.systems["erp"]?.settings ?? {}, { url: "erp" }),
      "systems.erp.settings.url: Invalid URL",
    ],
    [
      "a variable that is not set",
      (raw: Raw) => void Object.assign(raw.systems["erp"]?.settings ?? {}, { password: "${ERP_PASSWORD}" }),
      "systems.erp.settings.password: the environment variable ERP_PASSWORD is not set; set it or write the value",
    ],
    [
      "a connector that does not exist",
      (raw: Raw) => void Object.assign(raw.systems["erp"] ?? {}, { connector: "odo" }),
      'systems.erp.connector: there is no such connector; did you mean "odoo"?',
    ],
    [
      "a system that does not exist",
      (raw: Raw) => void Object.assign(raw.subgraphs["erp"] ?? {}, { system: "epr" }),
      'subgraphs.erp.system: there is no system "epr"; did you mean "erp"?',
    ],
    [
      "a system without the port",
      (raw: Raw) => void Object.assign(raw.subgraphs["erp"] ?? {}, { system: "pim" }),
      'subgraphs.erp.system: system "pim" (connector akeneo) has no port "stock"; name a system that has it.',
    ],
    [
      "a key that is too short",
      (raw: Raw) => void (raw.auth["secret"] = "short"),
      "auth.secret: Too small: expected string to have >=32 characters",
    ],
  ])("by %s, with its path", async (_what, change, said) => {
    expect(await stoppedBy(change)).toContain(said);
  });

  it("lists all that is wrong, without the values of secrets", async () => {
    const said = await stoppedBy((raw) => {
      raw["sever"] = {};
      raw.server = { port: -1, host: 7 };
      Object.assign(raw.systems["erp"] ?? {}, { connecter: "odoo" });
    });
    expect(said.split("\n")).toHaveLength(5);
    expect(said).toMatch(/^The settings in shop.yaml are wrong:/);
    const hidden = await stoppedBy(
      (raw) => void Object.assign(raw.systems["erp"]?.settings ?? {}, { passwrod: "hunter2-hunter2", password: 5 }),
    );
    expect(hidden).toContain('did you mean "password"?');
    expect(hidden).not.toContain("hunter2");
  });

  it("but a variable that is set is filled in", async () => {
    const fill = (raw: Raw): void => void Object.assign(raw.auth, { secret: "${GATEWAY_KEY}" });
    expect(await stoppedBy(fill, { GATEWAY_KEY: "a-key-of-more-than-thirty-two-characters" })).toBe("nothing");
  });
});

describe("subgraphs that do not compose stop the start", () => {
  const link =
    'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires"])';
  const content = {
    name: "content",
    sdl: `${link} type Query { product: Product } type Product @key(fields: "sku") { sku: ID! name: String }`,
  };

  it.each([
    ["a field of two types", 'type Product @key(fields: "sku") { sku: ID! name: Int }', ["Product.name", '"content"', '"shop"']],
    [
      "a field that two resolve without sharing",
      'type Product @key(fields: "sku") { sku: ID! name: String }',
      ["Product.name", '"content"', '"shop"', "shareable"],
    ],
    ["a key on a field that is not there", 'type Product @key(fields: "ean") { sku: ID! }', ["[shop]", "ean", "Product"]],
    [
      "a requirement that nobody meets",
      'type Product @key(fields: "sku") { sku: ID! size: Int @external tax: Int @requires(fields: "size") }',
      ["shop", "Product.size"],
    ],
    ["a type that is not defined", 'type Product @key(fields: "sku") { sku: ID! brand: Brand }', ["[shop]", "Brand"]],
    ["a schema that cannot be read", "type Product {", ["[shop]", "Syntax Error"]],
  ])("by %s, naming subgraph and field", (_what, sdl, names) => {
    const compose = (): string => composeSupergraph([content, { name: "shop", sdl: `${link} ${sdl}` }]);
    expect(compose).toThrow("The subgraphs do not compose to one graph:");
    for (const name of names) expect(compose).toThrow(name);
  });
});

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "graphql";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { demoSettings } from "../../../gateway/config/index.js";
import { buildProject, type BuiltProject } from "../../support/build-project.js";
import { runProgram, type Finished } from "../../support/run-program.js";
import { startStack, type Stack } from "../../support/start-stack.js";

describe("the command line", () => {
  let stack: Stack;
  let built: BuiltProject;
  let folder: string;
  let config: string;
  beforeAll(async () => {
    [stack, built, folder] = await Promise.all([startStack(), buildProject(), mkdtemp(join(tmpdir(), "settings-"))]);
    config = await settingsFile("demo.yaml", demoSettings(stack.systems));
  });
  afterEach(() => Object.values(stack.systems).forEach(({ faults }) => faults.clear()));
  afterAll(async () => {
    await stack[Symbol.asyncDispose]();
    await Promise.all([built[Symbol.asyncDispose](), rm(folder, { recursive: true })]);
  });

  async function settingsFile(name: string, settings: unknown): Promise<string> {
    const file = join(folder, name);
    await writeFile(file, stringify(settings));
    return file;
  }

  const run = (...args: string[]): Promise<Finished> =>
    runProgram([process.execPath, "dist/gateway/cli/main.js", ...args], { cwd: built.root });

  describe("doctor", () => {
    it("says that everything answers, with one record of each port", async () => {
      const { code, stdout, stderr } = await run("doctor", "--config", config);
      expect([code, stderr]).toEqual([0, ""]);
      expect(stdout).toContain("settings  ok");
      for (const [system, connector] of [
        ["erp", "odoo"],
        ["pim", "akeneo"],
        ["crm", "hubspot"],
        ["shop", "shopify"],
      ]) {
        expect(stdout).toContain(`\n${system} (${connector})\n`);
      }
      for (const port of ["catalog", "stock", "prices", "orders", "invoices", "shipments", "customers", "listings", "carts"]) {
        expect(stdout).toMatch(new RegExp(`^ {2}ok {7}${port} `, "m"));
      }
      expect(stdout).toContain("Everything answers.");
      expect(stdout).not.toContain("FAILED");
    });

    it("examines the demo where there are no settings, and leaves nothing running", async () => {
      const command = [process.execPath, "dist/gateway/cli/main.js", "doctor"];
      const { code, stdout, stderr } = await runProgram(command, { cwd: built.root, env: { DATA_DIR: join(folder, "data") } });
      expect([code, stderr]).toEqual([0, ""]);
      expect(stdout).toContain("Everything answers.");
      // The output of the demo's systems is this program's own: it would not have ended with them still there.
    });

    it("says which system is down and goes on with the others", async () => {
      stack.systems.crm.faults.add([{ match: {}, fault: "status", status: 503 }]);
      const { code, stdout } = await run("doctor", "--config", config);
      expect(code).toBe(1);
      expect(stdout).toMatch(/FAILED {3}customers {5}SYSTEM_UNAVAILABLE: System "crm" cannot serve .* try again later\./);
      expect(stdout).toMatch(/^ {2}ok {7}stock /m);
      expect(stdout).toContain("of the checks failed; mend what is named above and ask again.");
    });

    it("says whose credentials are refused, without showing them", async () => {
      const raw = structuredClone(demoSettings(stack.systems)) as { systems: { erp: { settings: { password: string } } } };
      raw.systems.erp.settings.password = "not-the-password";
      const { code, stdout, stderr } = await run("doctor", "--config", await settingsFile("refused.yaml", raw));
      expect(code).toBe(1);
      expect(stdout).toMatch(/FAILED {3}stock {9}SYSTEM_UNAUTHORIZED: System "erp" refuses the configured credentials/);
      expect(stdout).toMatch(/^ {2}ok {7}catalog /m);
      expect(stdout).toMatch(/^ {2}skipped {2}invoices {6}not asked: no order was found to ask about$/m);
      expect(stdout).not.toContain("has no record");
      expect(stdout + stderr).not.toContain("not-the-password");
    });

    it("says which setting is wrong and which was probably meant", async () => {
      const raw = { ...(demoSettings(stack.systems) as object), telemetri: {} };
      const { code, stderr } = await run("doctor", "--config", await settingsFile("wrong.yaml", raw));
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /^WRONG_SETTINGS: The settings in .*wrong\.yaml are wrong:\n {2}telemetri: there is no such key; did you mean "telemetry"\?\n$/,
      );
    });

    it.each([
      ["is not there", "/nowhere.yaml", "(file): it cannot be read; check the path and its rights"],
      ["is no YAML", "broken.yaml", "(file): it is not valid YAML"],
      ["is empty", "empty.yaml", "are wrong:"],
    ])("says that a settings file %s", async (_what, name, said) => {
      await writeFile(join(folder, "broken.yaml"), "systems: [\n");
      await writeFile(join(folder, "empty.yaml"), "");
      const { code, stderr } = await run("doctor", "--config", name.startsWith("/") ? name : join(folder, name));
      expect(code).toBe(1);
      expect(stderr).toContain(said);
      expect(stderr).not.toMatch(/^ {4}at /m);
    });
  });

  it("compose prints the very graph that is served", async () => {
    const { code, stdout, stderr } = await run("compose", "--config", config);
    expect([code, stderr]).toEqual([0, ""]);
    expect(parse(stdout).definitions.length).toBeGreaterThan(50);
    expect(stdout.trim()).toBe(stack.gateway.supergraphSdl.trim());
  });

  it("token prints a token that speaks for a customer", async () => {
    const { code, stdout } = await run("token", "--customer", "C-00002", "--config", config);
    expect(code).toBe(0);
    expect((await stack.query("{ me { id } }", { token: stdout.trim() })).data).toEqual({ me: { id: "C-00002" } });
  });

  it("token prints a token of staff with its scopes, and no others", async () => {
    const { stdout } = await run("token", "--scopes", "customers:read, systems:read", "--config", config);
    const { data, errors } = await stack.query("{ customers(first: 1) { totalCount } systems { latencyMs queue } orders { totalCount } }", {
      token: stdout.trim(),
    });
    expect(data.customers.totalCount).toBe(stack.merchant.customers.length);
    expect(data.systems[0].queue).toEqual(expect.any(Number));
    expect(errors).toEqual([expect.objectContaining({ path: ["orders"], extensions: expect.objectContaining({ code: "FORBIDDEN" }) })]);
  });

  it("token prints one that ends when it is told to", async () => {
    const { stdout } = await run("token", "--customer", "C-00002", "--expires-in", "0s", "--config", config);
    const { status, errors } = await stack.query("{ me { id } }", { token: stdout.trim() });
    expect([status, errors?.[0]?.extensions?.["code"]]).toEqual([401, "INVALID_TOKEN"]);
  });

  it("connector new makes a folder of which the rest of the project knows, once", async () => {
    const made = await run("connector", "new", "acme-erp");
    expect([made.code, made.stderr]).toEqual([0, ""]);
    expect(made.stdout).toContain("subgraphs/connectors/acme-erp/index.ts");
    expect(await readFile(join(built.root, "subgraphs/connectors/registry.generated.ts"), "utf8")).toContain('"acme-erp"');
    const again = await run("connector", "new", "acme-erp");
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('There is already something called "acme-erp"')]);
    const misnamed = await run("connector", "new", "Acme ERP");
    expect([misnamed.code, misnamed.stderr]).toEqual([1, expect.stringContaining('for example "acme-erp"')]);
  });

  it.each([
    ["an unknown subgraph", ["subgraph", "epr"], 'NAME: there is no such subgraph; did you mean "erp"?'],
    ["an unknown command", ["docter"], "unknown command 'docter'"],
    ["an unknown option", ["doctor", "--confg", "x"], "unknown option '--confg'"],
    ["a time that is none", ["token", "--expires-in", "soon"], '--expires-in: "soon" is no time; give one such as 8h'],
  ])("says what is wrong with %s", async (_what, args, said) => {
    const { code, stderr } = await run(...args);
    expect(code).toBe(1);
    expect(stderr).toContain(said);
    expect(stderr).not.toMatch(/^ {4}at /m);
  });
});

describe("the page that browsers get at /graphql", () => {
  it("is GraphiQL, and loads nothing from another host", async () => {
    await using stack = await startStack();
    const response = await fetch(`${stack.url}/graphql`, { headers: { accept: "text/html,application/xhtml+xml" } });
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    const html = await response.text();
    expect(html).toContain("<title>Passerelle</title>");
    // Attributes of tags, and what a style sheet would fetch; code inside the page is text, and names addresses that nobody asks.
    const markup = html.replaceAll(/<script\b([^>]*)>[\s\S]*?<\/script>/g, "<script$1></script>");
    const loads = [...markup.matchAll(/<(?:script|link|img|iframe|source|base)\b[^>]*?\b(?:src|href)\s*=\s*["']?([^"'\s>]+)/gi)].map(
      ([, url = ""]) => url,
    );
    const styles = [...markup.matchAll(/(?:url\(|@import\s+)["']?([^"')\s]+)/g)].map(([, url = ""]) => url);
    expect([...loads, ...styles].filter((url) => !url.startsWith("data:") && new URL(url, stack.url).origin !== stack.url)).toEqual([]);
    const imports = [...html.matchAll(/\b(?:import\s*\(|from\s*|importScripts\s*\()\s*["'](https?:[^"']+)/g)].map(([, url = ""]) => url);
    expect(imports).toEqual([]);
  });

  it("can be switched off", async () => {
    await using stack = await startStack({ change: (s) => ({ ...s, server: { ...s.server, landingPage: false } }) });
    const response = await fetch(`${stack.url}/graphql`, { headers: { accept: "text/html" } });
    expect(await response.text()).not.toContain("<title>Passerelle</title>");
  });
});

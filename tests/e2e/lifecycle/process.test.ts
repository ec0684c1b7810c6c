import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { stringify } from "yaml";
import { z } from "zod";
import { demoSettings } from "../../../gateway/config/index.js";
import { buildProject, type BuiltProject } from "../../support/build-project.js";
import { isBound } from "../../support/is-bound.js";
import { queryOver } from "../../support/query.js";
import { runProgram, serveProgram, type Serving } from "../../support/run-program.js";
import { startStack } from "../../support/start-stack.js";

const node = process.execPath;

describe("the process that npm start runs", () => {
  let built: BuiltProject;
  let dataDir: string;
  beforeAll(async () => {
    built = await buildProject();
    dataDir = await mkdtemp(join(tmpdir(), "passerelle-data-"));
  });
  afterAll(async () => {
    await built[Symbol.asyncDispose]();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  });

  const start = (): Promise<Serving> =>
    serveProgram([node, "dist/gateway/main.js"], { cwd: built.root, env: { PORT: "0", DATA_DIR: dataDir } });

  it("answers a request under way when it is told to stop, and ends with 0", async () => {
    await using stack = await startStack();
    const settings = { ...z.looseObject({}).parse(demoSettings(stack.systems)), server: { requestTimeoutMs: 30_000 } };
    await writeFile(join(dataDir, "settings.yaml"), stringify(settings));
    const command = [node, "dist/gateway/main.js", "--config", join(dataDir, "settings.yaml")];
    await using serving = await serveProgram(command, { cwd: built.root, env: { PORT: "0" } });
    stack.systems.erp.faults.add([{ match: {}, fault: "latency", latencyMs: 1000, times: 1 }]);
    const answer = queryOver(serving.url)('{ product(sku: "DSK-001-NAT-100") { name stock { available } } }');
    await vi.waitFor(() => expect(stack.systems.erp.calls.read().total).toBeGreaterThan(0), { interval: 5, timeout: 20_000 });
    serving.stop("SIGTERM");
    const available = expect.any(Number) as unknown;
    expect(await answer).toMatchObject({ status: 200, errors: undefined, data: { product: { stock: { available } } } });
    expect(await serving.finished).toMatchObject({ code: 0, signal: null });
  });

  it("keeps the systems' state across a restart", async () => {
    const stateOf = async (): Promise<unknown> => {
      await using serving = await start();
      const { data } = await queryOver(serving.url)(
        '{ products(skus: ["DSK-001-NAT-100"]) { sku updatedAt stock { version incoming { expectedAt } } } }',
      );
      serving.stop("SIGINT");
      expect((await serving.finished).code).toBe(0);
      return data;
    };
    expect(await stateOf()).toEqual(await stateOf());
  });

  it("says which port is taken", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const address = taken.address();
    const port = String(isBound(address) ? address.port : 0);
    const { code, stderr } = await runProgram([node, "dist/gateway/main.js"], { cwd: built.root, env: { PORT: port, DATA_DIR: dataDir } });
    taken.close();
    expect(code).toBe(1);
    expect(stderr).toContain(`127.0.0.1:${port} (EADDRINUSE); choose another with PORT or server.port.`);
  });

  it("refuses to show the demo, whose key everybody knows, beyond this machine", async () => {
    const env = { PORT: "0", HOST: "0.0.0.0", DATA_DIR: dataDir };
    const { code, stderr } = await runProgram([node, "dist/gateway/main.js"], { cwd: built.root, env });
    expect(code).toBe(1);
    expect(stderr).toContain("HOST: the demo answers on loopback only, not on 0.0.0.0");
  });

  it("says which variable of the environment is wrong", async () => {
    const { code, stderr } = await runProgram([node, "dist/gateway/main.js"], { cwd: built.root, env: { PORT: "many" } });
    expect(code).toBe(1);
    expect(stderr).toContain("The environment is wrong");
    expect(stderr).toContain("PORT");
  });
});

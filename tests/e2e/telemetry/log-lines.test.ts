import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { demoSettings } from "../../../gateway/config/index.js";
import { buildProject, type BuiltProject } from "../../support/build-project.js";
import { queryOver } from "../../support/query.js";
import { serveProgram } from "../../support/run-program.js";
import { startStack, type Stack } from "../../support/start-stack.js";

describe("the log of a gateway's process", () => {
  let stack: Stack;
  let built: BuiltProject;
  let folder: string;
  beforeAll(async () => {
    [stack, built, folder] = await Promise.all([startStack(), buildProject(), mkdtemp(join(tmpdir(), "settings-"))]);
  });
  afterAll(async () => {
    await stack[Symbol.asyncDispose]();
    await Promise.all([built[Symbol.asyncDispose](), rm(folder, { recursive: true })]);
  });

  it("is JSON, and names the trace of the request on whose way a line was written", async () => {
    const config = join(folder, "settings.yaml");
    await writeFile(config, stringify(demoSettings(stack.systems)));
    const command = [process.execPath, "dist/gateway/main.js", "--config", config];
    await using serving = await serveProgram(command, { cwd: built.root, env: { PORT: "0" } });
    stack.systems.shop.faults.add([{ match: {}, fault: "status", status: 500 }]);
    const traceIds = Array.from({ length: 10 }, () => randomBytes(16).toString("hex"));
    for (const traceId of traceIds) {
      const headers = { traceparent: `00-${traceId}-00f067aa0ba902b7-01` };
      await queryOver(serving.url)("{ channels { id } }", { headers });
    }
    serving.stop("SIGTERM");
    const { stdout } = await serving.finished;
    const lines = stdout
      .trim()
      .split("\n")
      .map((line): Record<string, unknown> => JSON.parse(line) as Record<string, unknown>);
    const opened = lines.find((line) => line["msg"] === "circuit breaker changed");
    expect(opened).toMatchObject({ level: 40, service: "passerelle", system: "shop", breaker: "open" });
    expect(traceIds).toContain(opened?.["trace_id"]);
    expect(lines.find((line) => String(line["msg"]).startsWith("serving "))).not.toHaveProperty("trace_id");
  });
});

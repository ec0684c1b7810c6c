import { cp, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildProject, type BuiltProject } from "../../support/build-project.js";
import { runProgram } from "../../support/run-program.js";

const project = fileURLToPath(new URL("../../..", import.meta.url));
const figures = ["requestsPerSecond", "cpuMsPerRequest", "p50Ms", "p99Ms", "subgraphRequestsPerRequest", "peakRssMb"];

describe("the benchmark, with a few requests and without peers", { timeout: 180_000 }, () => {
  let built: BuiltProject;
  let folder: string;
  beforeAll(async () => {
    [built, folder] = await Promise.all([buildProject(), mkdtemp(join(tmpdir(), "bench-"))]);
    const isOurs = (path: string): boolean => !path.includes("node_modules");
    await cp(join(project, "tests/bench"), join(built.root, "tests/bench"), { recursive: true, filter: isOurs });
    await cp(join(project, "docs/reference"), join(built.root, "docs/reference"), { recursive: true });
    // The bare route finds its packages in the project's own.
    await symlink(join(project, "node_modules"), join(built.root, "tests/node_modules"));
  });
  afterAll(async () => {
    await Promise.all([built[Symbol.asyncDispose](), rm(folder, { recursive: true })]);
  });

  const bench = async (scenario: string, ...only: string[]) => {
    const [json, svg] = [join(folder, `${scenario}.json`), join(folder, `${scenario}.svg`)];
    const args = ["--scenario", scenario, "--brief", "--rounds", "1", "--json", json, "--svg", svg, "--only", only.join(",")];
    const { code, stderr, stdout } = await runProgram([process.execPath, "tests/bench/main.ts", ...args], { cwd: built.root });
    expect([code, stderr]).toEqual([0, ""]);
    const { rows } = JSON.parse(await readFile(json, "utf8"));
    return { rows, stdout, svg: await readFile(svg, "utf8") };
  };

  it("measures ours and the ceilings, and says why a peer is left out", async () => {
    const { rows, svg, stdout } = await bench("1", "passerelle", "bare-fastify", "subgraphs", "mercurius");
    expect(rows.map(({ name }: { name: string }) => name)).toEqual(["passerelle", "mercurius", "bare-fastify", "subgraphs"]);
    const [ours, mercurius, bare, alone] = rows;
    for (const figure of figures) expect(ours[figure], figure).toEqual(expect.any(Number));
    expect(mercurius).toMatchObject({
      requestsPerSecond: null,
      peakRssMb: null,
      error: expect.stringContaining("npm ci --prefix tests/bench"),
    });
    expect(bare.subgraphRequestsPerRequest).toBe(0);
    expect(alone.subgraphRequestsPerRequest).toBe(ours.subgraphRequestsPerRequest);
    expect(svg).toContain(">bare-fastify</text>");
    expect(Number(/The answer has (\d+) kB/.exec(stdout)?.[1])).toBeGreaterThan(79);
    expect(Number(/The answer has (\d+) kB/.exec(stdout)?.[1])).toBeLessThan(91);
  });

  it.each(["2", "3", "4", "5", "6"])("runs scenario %s", async (scenario) => {
    const { rows } = await bench(scenario, "passerelle");
    expect(rows).toEqual([expect.objectContaining({ name: "passerelle", requestsPerSecond: expect.any(Number) })]);
  });
});

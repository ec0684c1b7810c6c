import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Supergraph } from "@apollo/federation-internals";
import { parse, validate } from "graphql";
import { describe, expect, it } from "vitest";
import { anonymous, systemClock } from "#platform";
import { createExecutor } from "../../gateway/engine/execute-operation.js";
import { apolloPlanner } from "../../gateway/engine/planner/apollo-planner.js";
import { hivePlanner } from "../../gateway/engine/planner/hive-planner.js";
import { createGatewayContext } from "../../gateway/engine/request-context.js";
import { typeConditions } from "../../gateway/engine/run/type-conditions.js";
import { operationOf, play, type Tape } from "./tape-subgraph.js";

const folder = process.env.CONFORMANCE_DIR ?? "";
const suites = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }).filter((one) => one.isDirectory()) : [];

// Apollo's planner gives a required field with arguments the client's own key: refused, since its answer would be wrong without an error.
const refused = new Set(["requires-with-argument 2", "requires-with-argument 3", "requires-with-argument 4"]);

interface Case {
  readonly query: string;
  readonly expected: { readonly data?: unknown; readonly errors?: boolean };
}

// Skipped on a plain checkout: the cases are no part of it.
if (suites.length === 0) it.skip("needs CONFORMANCE_DIR, the folder of the public conformance cases", () => undefined);

for (const kind of ["hive", "apollo"] as const) {
  for (const { name } of suites) {
    describe(`${kind}: ${name}`, () => {
      const read = (file: string): string => readFileSync(join(folder, name, file), "utf8");
      const cases = JSON.parse(read("tests.json")) as Case[];
      // Each recording made up its own request id.
      const requestId = /requestId: \\"(\w+)\\"/.exec(read("tests.json"))?.[1];
      const tapeText = read("tape.json");
      const recordedId = /requestId\\":\\"(\w+)\\"/.exec(tapeText)?.[1];
      const tapes = JSON.parse(requestId && recordedId ? tapeText.replaceAll(recordedId, requestId) : tapeText) as Record<string, Tape>;
      const sdl = read("supergraph.graphql");
      const supergraph = Supergraph.build(sdl, { validateSupergraph: false });
      const schema = supergraph.apiSchema().toGraphQLJSSchema();
      const unknown: string[] = [];
      const executor = createExecutor({
        schema,
        planner: kind === "hive" ? hivePlanner(sdl, supergraph.schema.toGraphQLJSSchema()) : apolloPlanner(supergraph),
        fitsType: typeConditions(supergraph.schema.toGraphQLJSSchema()),
        maxPlans: 100,
        clock: systemClock,
        sourceOf: (subgraph) => ({
          fetch: ({ document, variables }) => {
            const tape = tapes[subgraph] ?? tapes[subgraph.toLowerCase()];
            if (!tape) throw new Error(`no tape for ${subgraph}: ${Object.keys(tapes).join()}`);
            const answer = play(tape, document(), JSON.parse(JSON.stringify(variables)) as Record<string, unknown>);
            unknown.push(...answer.unknown);
            return Promise.resolve(structuredClone(answer));
          },
        }),
      });
      cases.forEach(({ query, expected }, index) => {
        it(`case ${index}`, async () => {
          const document = parse(query);
          const invalid = validate(schema, document);
          const operation = operationOf(document);
          const documentHash = createHash("sha256").update(query).digest("hex");
          const context = createGatewayContext({ viewer: anonymous, languages: [], deadline: Number.MAX_SAFE_INTEGER }, {});
          const answer =
            invalid.length > 0
              ? { errors: invalid, data: undefined }
              : await executor.execute({ document, documentHash, operation, variables: {}, context });
          if (kind === "apollo" && refused.has(`${name} ${index}`)) {
            expect(answer).toEqual({
              errors: [expect.objectContaining({ extensions: { code: "OPERATION_NOT_PLANNED", retryable: false } })],
            });
            return;
          }
          if (expected.data !== undefined)
            expect(answer.data ?? null, unknown.join("\n") + JSON.stringify(answer.errors)).toEqual(expected.data);
          if (expected.errors !== undefined) expect((answer.errors?.length ?? 0) > 0, JSON.stringify(answer.errors)).toBe(expected.errors);
        });
      });
    });
  }
}

import fc from "fast-check";
import { parse, validate } from "graphql";
import { checkCase, type Case, type CaseResult } from "./check-case.js";
import { choicesFrom, type Choices } from "./choices.js";
import { createExecutors, type Executors } from "./executors.js";
import { federate, type FederatedGraph } from "./federated-graph.js";
import { generateGraph } from "./generate-graph.js";
import { generateOperation, generateVariables } from "./generate-operation.js";
import { isKnownDeviation } from "./known-deviations.js";
import { printSubgraph } from "./print-subgraph.js";

const operationsAGraph = 25;
const worldsAnOperation = 8;

/** Which cases to run. */
export interface CasesWanted {
  readonly cases: number;
  readonly seed: number;
  /** Only the graph with this number, to replay a failure. */
  readonly onlyGraph?: number | undefined;
}

/** How many cases ran, and how they went. */
export interface Tally {
  cases: number;
  graphs: number;
  refusedByHive: number;
  refusedByApollo: number;
  referenceOff: number;
}

interface Ground {
  readonly graph: FederatedGraph;
  readonly executors: Executors;
  readonly tally: Tally;
}

/** Runs generated cases until there are enough. Throws at the first that goes wrong, made as small as fast-check can, with how to replay it. */
export async function runCases({ cases, seed, onlyGraph }: CasesWanted): Promise<Tally> {
  const tally: Tally = { cases: 0, graphs: 0, refusedByHive: 0, refusedByApollo: 0, referenceOff: 0 };
  // Most graphs compose, but not all; some operations are invalid.
  const tapes = fc.sample(fc.uint8Array({ minLength: 300, maxLength: 300 }), { seed, numRuns: Math.ceil(cases / 50) + 10 });
  for (const [number, tape] of tapes.entries()) {
    if (tally.cases >= cases) break;
    if (onlyGraph !== undefined && number !== onlyGraph) continue;
    const graph = federate(generateGraph(choicesFrom(tape)));
    if ("problems" in graph) continue;
    tally.graphs += 1;
    await runGraph(
      { graph, executors: createExecutors(graph), tally },
      { seed: seed + number, replay: `--seed ${seed} --graph ${number}` },
    );
  }
  return tally;
}

async function runGraph(ground: Ground, { seed, replay }: { readonly seed: number; readonly replay: string }): Promise<void> {
  const operation = fc.uint8Array({ minLength: 0, maxLength: 250, size: "max" });
  const property = fc.asyncProperty(operation, async (tape) => runOperation(ground, choicesFrom(tape), replay));
  await fc.assert(property, { seed, numRuns: operationsAGraph });
}

async function runOperation(ground: Ground, choices: Choices, replay: string): Promise<void> {
  const text = generateOperation(ground.graph.apiSchema, choices);
  const document = parse(text, { noLocation: true });
  if (validate(ground.graph.apiSchema, document).length > 0) return;
  for (let index = 0; index < worldsAnOperation; index += 1) {
    const world = { seed: choices.below(256) + index * 256, hasNulls: index % 2 > 0, hasFaults: index % 4 > 1, hasGaps: index > 3 };
    const one = { operation: { text, document, variables: generateVariables(choices) }, world };
    const result = await checkCase(ground, one);
    count(ground.tally, result);
    const problems = [...result.problems, ...unknownDeviation(ground.graph, one, result)];
    if (problems.length > 0)
      throw new Error(explain(ground.graph, one, [...problems, `Replay it with: npm run differential -- ${replay}`]));
  }
}

function count(tally: Tally, { refusedBy, isReferenceOff }: CaseResult): void {
  tally.cases += 1;
  if (refusedBy.includes("hive")) tally.refusedByHive += 1;
  if (refusedBy.includes("apollo")) tally.refusedByApollo += 1;
  if (isReferenceOff) tally.referenceOff += 1;
}

// Where our own executor refuses Apollo's plan, the reference executes it nevertheless.
function unknownDeviation(
  { apiSchema }: FederatedGraph,
  { operation }: Case,
  { isReferenceOff, refusedBy, reference }: CaseResult,
): string[] {
  const isExpected = !isReferenceOff || refusedBy.includes("apollo") || isKnownDeviation(operation, apiSchema);
  return isExpected
    ? []
    : [`@apollo/gateway's own execution gives another answer than graphql-js and ours, and it is not known why.\n${reference}`];
}

function explain({ model }: FederatedGraph, { operation, world }: Case, problems: readonly string[]): string {
  const subgraphs = model.subgraphs.map((name) => `# ${name}\n${printSubgraph(model, name)}`);
  return [...problems, operation.text, JSON.stringify(operation.variables), JSON.stringify(world), ...subgraphs].join("\n\n");
}

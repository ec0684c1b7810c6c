import { failedPlaces, inOrder, inAnyOrder } from "./compare.js";
import type { Answer, Operation } from "./answer.js";
import type { Executors } from "./executors.js";
import type { FederatedGraph } from "./federated-graph.js";
import { createWorld, type WorldSettings } from "./world.js";

/** One case: an operation over a world. */
export interface Case {
  readonly operation: Operation;
  readonly world: Omit<WorldSettings, "isWhole">;
}

/** How a case went. */
export interface CaseResult {
  /** What is wrong with our answers. */
  readonly problems: readonly string[];
  /** Planners that refused the operation. */
  readonly refusedBy: readonly ("hive" | "apollo")[];
  /** Whether `@apollo/gateway`'s own execution gave another answer than graphql-js and ours. */
  readonly isReferenceOff: boolean;
  /** The reference's answer, beside ours. */
  readonly reference: string;
}

/**
 * Executes a case in every way. graphql-js over the whole is what is right: our answers must be its answers, in the order of their keys too, or
 * refusals. So must be the reference's, but for what is known of it.
 */
export async function checkCase(
  { graph, executors }: { graph: FederatedGraph; executors: Executors },
  { operation, world }: Case,
): Promise<CaseResult> {
  const run = async (name: keyof Executors): Promise<Answer> =>
    executors[name](operation, createWorld(graph.model, { ...world, isWhole: name === "whole" }, graph.fieldTypeOf));
  const whole = await run("whole");
  const hive = await run("hive");
  const written = await run("written");
  const apollo = await run("apollo");
  const reference = await run("reference");
  const ours = { hive, written, apollo };
  const refusedBy = (["hive", "apollo"] as const).filter((name) => isRefused(ours[name]));
  const problems = (["hive", "written", "apollo"] as const).flatMap((name) =>
    isRefused(ours[name]) ? [] : differences(name, whole, ours[name]),
  );
  return {
    problems,
    refusedBy,
    isReferenceOff: isOff(reference, { apollo, whole }),
    reference: `ours over the same plan:\n${shown(apollo)}\n@apollo/gateway:\n${shown(reference)}`,
  };
}

function isRefused({ errors = [] }: Answer): boolean {
  return errors.some(({ extensions }) => extensions?.["code"] === "OPERATION_NOT_PLANNED");
}

function differences(name: string, whole: Answer, ours: Answer): string[] {
  const isSame = inOrder(whole.data) === inOrder(ours.data) && inOrder(failedPlaces(whole)) === inOrder(failedPlaces(ours));
  return isSame ? [] : [`graphql-js over the whole:\n${shown(whole)}\nours over ${name}'s plan:\n${shown(ours)}`];
}

// It executes the same plan, so the same fields of subgraphs fail. It tells no error for a value that is missing where there must be one (it only
// notes it in an extension), and counts positions in lists wrongly where a list has nulls or objects of other types.
function isOff(reference: Answer, { apollo, whole }: { readonly apollo: Answer; readonly whole: Answer }): boolean {
  if (isRefused(apollo)) return false;
  if (inAnyOrder(reference.data) !== inAnyOrder(whole.data)) return true;
  // Where several failures leave nothing at all, an executor may tell any of them (GraphQL specification, section 6.4.4).
  if (whole.data === null && reference.errors?.length) return false;
  const ofSubgraphs = (apollo.errors ?? []).filter(({ extensions }) => extensions?.["code"] !== "SUBGRAPH_BAD_ANSWER");
  return inOrder(withoutPositions(reference.errors)) !== inOrder(withoutPositions(ofSubgraphs));
}

function withoutPositions(errors: Answer["errors"] = []): string[] {
  const paths = errors.map(({ path = [] }) => path.filter((step) => typeof step === "string").join("/"));
  return [...new Set(paths)].toSorted();
}

function shown({ data, errors = [] }: Answer): string {
  return JSON.stringify({ data, errors: errors.map(({ path, message }) => `${(path ?? []).join("/")}: ${message}`) });
}

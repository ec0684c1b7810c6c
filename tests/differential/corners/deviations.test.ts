import { parse } from "graphql";
import { describe, expect, it } from "vitest";
import { type Answer, type Execute } from "../answer.js";
import { createExecutors, type Executors } from "../executors.js";
import { federate, type FederatedGraph } from "../federated-graph.js";
import type { FieldModel, GraphModel } from "../graph-model.js";
import { createWorld } from "../world.js";

const field = (name: string, type: string, owner: string): FieldModel => ({
  name,
  type,
  args: "",
  owners: [owner],
  requires: undefined,
  provides: undefined,
  overrides: undefined,
  isInaccessible: false,
});

const model: GraphModel = {
  subgraphs: ["a", "b"],
  nodes: ["E0", "E1"],
  values: [],
  entities: [
    { name: "E0", keys: new Map([["a", ["id"]], ["b", ["id", "ref { id }"]]]), fields: [field("f0", "String", "a"), field("f1", "[Int!]", "b")] }, // prettier-ignore
    { name: "E1", keys: new Map([["a", ["id"]], ["b", ["ref { id }"]]]), fields: [field("f0", "Int", "b"), field("other", "E0", "a")] }, // prettier-ignore
  ],
  roots: [
    { name: "Query", keys: new Map(), fields: [field("one", "E0", "a"), field("list", "[[Node!]!]!", "a")] },
    { name: "Mutation", keys: new Map(), fields: [field("m0", "Int", "a"), field("m1", "Int", "b")] },
  ],
};

/** Where `@apollo/gateway`'s own execution differs from ours; graphql-js over the whole says who is right by the GraphQL specification. */
describe("deviations of @apollo/gateway's own execution, in all of which ours is right", () => {
  const graph = composed(model);
  const executors = createExecutors(graph);

  it.each([
    {
      what: "loses the fields of a fragment within a fragment on an interface (section 6.3.2), since its plan asks for no type name",
      text: "{ one { ... on Node { ... on E0 { f0 } } } }",
    },
    {
      what: "runs mutations that stand in fragments in another order (section 6.2.2)",
      text: "mutation { ... on Mutation { ...F } d: m0 } fragment F on Mutation { ... on Mutation { a: m0 } b: m1 ... on Mutation { c: m0 } }",
    },
    {
      what: "answers null for an object of which nothing is included (section 3.13.2)",
      text: "query ($no: Boolean = false) { one @include(if: true) { id @include(if: $no) } }",
    },
  ])("$what", async ({ text }) => {
    const { whole, hive, apollo, reference } = await answers(executors, graph, text);
    expect(reference.data).not.toEqual(whole.data);
    expect(hive).toEqual(whole);
    expect(apollo).toEqual(whole);
    expect(JSON.stringify(apollo)).toBe(JSON.stringify(whole));
  });
});

/** Where a planner alone would answer wrongly: the client's alias is the name of a key field that the plan reads for itself. */
describe("an alias that is the name of a key field", () => {
  it("is answered rightly, or refused", async () => {
    const graph = composed(model);
    const { whole, hive, apollo } = await answers(createExecutors(graph), graph, "{ list { ... on E1 { ref: other { id } f0 } } }");
    for (const ours of [hive, apollo]) {
      if (ours.errors) expect(ours.errors[0]?.extensions?.["code"]).toBe("OPERATION_NOT_PLANNED");
      else expect(ours).toEqual(whole);
    }
  });
});

function composed(given: GraphModel): FederatedGraph {
  const graph = federate(given);
  if ("problems" in graph) throw new Error(graph.problems.join("\n"));
  return graph;
}

async function answers(executors: Executors, graph: FederatedGraph, text: string): Promise<Record<keyof Executors, Answer>> {
  const run = async (execute: Execute, isWhole: boolean): Promise<Answer> => {
    const world = createWorld(graph.model, { seed: 3, hasNulls: false, hasFaults: false, hasGaps: false, isWhole }, graph.fieldTypeOf);
    return execute({ text, document: parse(text), variables: {} }, world);
  };
  return {
    whole: await run(executors.whole, true),
    hive: await run(executors.hive, false),
    written: await run(executors.written, false),
    apollo: await run(executors.apollo, false),
    reference: await run(executors.reference, false),
  };
}

import type * as Hive from "@graphql-hive/router-query-planner";
import type { EntityInput, FetchPlan, PathStep, PlanNode, Requirement, Rewrite } from "../plan/plan-nodes.js";

/** A plan of `@graphql-hive/router-query-planner` in our form. `path` is where the surrounding `Flatten` nodes lead. */
export function fromHive(node: Hive.PlanNode, path: readonly PathStep[] = []): PlanNode {
  switch (node.kind) {
    case "Sequence":
      return { kind: "sequence", nodes: node.nodes.map((one) => fromHive(one, path)) };
    case "Parallel":
      return { kind: "parallel", nodes: node.nodes.map((one) => fromHive(one, path)) };
    case "Flatten":
      return fromHive(node.node, [...path, ...node.path.map(pathStep)]);
    case "Condition":
      return {
        kind: "condition",
        variable: node.condition,
        whenTrue: node.ifClause && fromHive(node.ifClause, path),
        whenFalse: node.elseClause && fromHive(node.elseClause, path),
      };
    case "Fetch":
      return fetchPlan(node, node.requires ? [entityOf(node, path)] : []);
    case "BatchFetch":
      return fetchPlan(node, node.entityBatch.aliases.map(batchedEntity));
    case "Subscription":
      return fetchPlan(node.primary, []);
    case "Defer":
      throw new TypeError("The planner deferred a part that nobody asked to defer.");
  }
}

function fetchPlan(node: Hive.FetchNode | Hive.BatchFetchNode, entities: readonly EntityInput[]): FetchPlan {
  return {
    kind: "fetch",
    subgraph: node.serviceName,
    operation: node.operation,
    operationKind: node.operationKind ?? "query",
    operationName: node.operationName,
    variables: node.variableUsages ?? [],
    entities,
    outputRewrites: entities.length === 0 && "outputRewrites" in node ? (node.outputRewrites ?? []).map(rewrite) : [],
  };
}

function entityOf(node: Hive.FetchNode, path: readonly PathStep[]): EntityInput {
  return {
    variable: "representations",
    resultKey: "_entities",
    paths: [path],
    requires: (node.requires ?? []).map(requirement),
    inputRewrites: (node.inputRewrites ?? []).map(rewrite),
    outputRewrites: (node.outputRewrites ?? []).map(rewrite),
  };
}

function batchedEntity(alias: Hive.EntityBatchAlias): EntityInput {
  return {
    variable: alias.representationsVariableName,
    resultKey: alias.alias,
    paths: alias.paths.map((path) => path.map(pathStep)),
    requires: alias.requires.map(requirement),
    inputRewrites: (alias.inputRewrites ?? []).map(rewrite),
    outputRewrites: (alias.outputRewrites ?? []).map(rewrite),
  };
}

function pathStep(step: Hive.FlattenNodePathSegment): PathStep {
  if (step === "@") return { kind: "list" };
  return "Field" in step ? { kind: "field", name: step.Field } : { kind: "types", names: step.TypeCondition };
}

// Here `name` is the key in our data and `alias` the key that the subgraph wants.
function requirement(selection: Hive.RequiresSelection): Requirement {
  if (selection.kind === "FragmentSpread") throw new TypeError("A requirement names a fragment, which plans do not have.");
  if (selection.kind === "InlineFragment") {
    return { kind: "fragment", type: selection.typeCondition, selections: selection.selections.map(requirement) };
  }
  const { name, alias = name, selections } = selection;
  return { kind: "field", read: name, write: alias, selections: selections?.length ? selections.map(requirement) : undefined };
}

function rewrite(one: Hive.FetchRewrite): Rewrite {
  if ("KeyRenamer" in one) return { kind: "rename", path: one.KeyRenamer.path.map(rewriteStep), value: one.KeyRenamer.renameKeyTo };
  const setter = "ValueSetter" in one ? one.ValueSetter : one;
  return { kind: "set", path: setter.path.map(rewriteStep), value: setter.setValueTo };
}

function rewriteStep(step: Hive.FetchNodePathSegment): Rewrite["path"][number] {
  return "Key" in step ? { kind: "key", name: step.Key } : { kind: "types", names: step.TypenameEquals };
}

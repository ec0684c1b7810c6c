import type * as Apollo from "@apollo/query-planner";
import type { FetchPlan, PathStep, PlanNode, Requirement, Rewrite, RewriteStep } from "../plan/plan-nodes.js";

/** A plan of `@apollo/query-planner` in our form. `path` is where the surrounding `Flatten` nodes lead. */
export function fromApollo(node: Apollo.PlanNode | Apollo.SubscriptionNode, path: readonly PathStep[] = []): PlanNode {
  switch (node.kind) {
    case "Sequence":
      return { kind: "sequence", nodes: node.nodes.map((one) => fromApollo(one, path)) };
    case "Parallel":
      return { kind: "parallel", nodes: node.nodes.map((one) => fromApollo(one, path)) };
    case "Flatten":
      return fromApollo(node.node, [...path, ...node.path.flatMap(pathSteps)]);
    case "Condition":
      return {
        kind: "condition",
        variable: node.condition,
        whenTrue: node.ifClause && fromApollo(node.ifClause, path),
        whenFalse: node.elseClause && fromApollo(node.elseClause, path),
      };
    case "Fetch":
      return fetchPlan(node, path);
    case "Subscription":
      return node.rest
        ? { kind: "sequence", nodes: [fetchPlan(node.primary, path), fromApollo(node.rest, path)] }
        : fetchPlan(node.primary, path);
    case "Defer":
      throw new TypeError("The planner deferred a part that nobody asked to defer.");
  }
}

function fetchPlan(node: Apollo.FetchNode, path: readonly PathStep[]): FetchPlan {
  const outputRewrites = (node.outputRewrites ?? []).map(rewrite);
  const entity = node.requires && {
    variable: "representations",
    resultKey: "_entities",
    paths: [path],
    requires: node.requires.map(requirement),
    inputRewrites: (node.inputRewrites ?? []).map(rewrite),
    outputRewrites,
  };
  return {
    kind: "fetch",
    subgraph: node.serviceName,
    operation: node.operation,
    operationKind: node.operationKind,
    operationName: node.operationName,
    variables: node.variableUsages ?? [],
    entities: entity ? [entity] : [],
    outputRewrites: entity ? [] : outputRewrites,
  };
}

// "products", "@", or "products|[Book,Film]".
function pathSteps(element: string | number): PathStep[] {
  const [name = "", condition] = String(element).split("|");
  const step: PathStep = name === "@" ? { kind: "list" } : { kind: "field", name };
  if (condition === undefined) return [step];
  return [step, { kind: "types", names: condition.slice(1, -1).split(",") }];
}

function requirement(selection: Apollo.QueryPlanSelectionNode): Requirement {
  if (selection.kind === "InlineFragment") {
    const selections = selection.selections.map(requirement);
    return selection.typeCondition === undefined
      ? { kind: "fragment", type: "", selections }
      : { kind: "fragment", type: selection.typeCondition, selections };
  }
  const key = selection.alias ?? selection.name;
  return { kind: "field", read: key, write: key, selections: selection.selections?.map(requirement) };
}

function rewrite(one: Apollo.FetchDataRewrite): Rewrite {
  const path = one.path.map(rewriteStep);
  return one.kind === "ValueSetter" ? { kind: "set", path, value: one.setValueTo } : { kind: "rename", path, value: one.renameKeyTo };
}

function rewriteStep(element: string): RewriteStep {
  return element.startsWith("... on ") ? { kind: "types", names: [element.slice("... on ".length)] } : { kind: "key", name: element };
}

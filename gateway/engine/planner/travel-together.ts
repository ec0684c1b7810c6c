import {
  Kind,
  parse,
  print,
  visit,
  type DocumentNode,
  type FieldNode,
  type NameNode,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from "graphql";
import type { EntityInput, FetchPlan, PlanNode } from "../plan/plan-nodes.js";

/**
 * The same plan, in which entity fetches to one subgraph that become ready together are one fetch, with an aliased `_entities` for each. Those
 * that begin a sequence count too; what follows them then waits for the one answer.
 */
export function travelTogether(node: PlanNode): PlanNode {
  switch (node.kind) {
    case "fetch":
      return node;
    case "sequence":
      return { kind: "sequence", nodes: node.nodes.map(travelTogether) };
    case "condition":
      return {
        ...node,
        whenTrue: node.whenTrue && travelTogether(node.whenTrue),
        whenFalse: node.whenFalse && travelTogether(node.whenFalse),
      };
    case "parallel":
      return inParallel(joined(flattened(node.nodes.map(travelTogether))));
  }
}

function flattened(nodes: readonly PlanNode[]): readonly PlanNode[] {
  return nodes.flatMap((one) => (one.kind === "parallel" ? flattened(one.nodes) : [one]));
}

interface Branch {
  readonly head: FetchPlan;
  readonly rest: readonly PlanNode[];
  readonly parsed: OperationDefinitionNode;
}

function joined(nodes: readonly PlanNode[]): readonly PlanNode[] {
  const branches = new Map(nodes.flatMap((node) => entriesOf(node)));
  const bySubgraph = Map.groupBy(branches.values(), ({ head }) => head.subgraph);
  return nodes.flatMap((node): PlanNode[] => {
    const branch = branches.get(node);
    const together = branch && bySubgraph.get(branch.head.subgraph);
    if (branch === undefined || together === undefined || together.length < 2) return [node];
    return together[0] === branch ? [joinBranches(together)] : [];
  });
}

function entriesOf(node: PlanNode): [PlanNode, Branch][] {
  const [head, ...rest] = node.kind === "sequence" ? node.nodes : [node];
  if (head?.kind !== "fetch" || head.operationKind !== "query" || head.entities.length !== 1) return [];
  const parsed = onlyOperation(parse(head.operation, { noLocation: true }));
  return parsed === undefined ? [] : [[node, { head, rest, parsed }]];
}

// One with fragments or directives of its own goes alone: planners write none.
function onlyOperation({ definitions }: DocumentNode): OperationDefinitionNode | undefined {
  const [only, ...more] = definitions;
  const isPlain = only?.kind === Kind.OPERATION_DEFINITION && more.length === 0 && !only.directives?.length;
  return isPlain && only.selectionSet.selections.length === 1 ? only : undefined;
}

function joinBranches(branches: readonly Branch[]): PlanNode {
  const fetch = joinFetches(branches);
  const rests = branches.flatMap(({ rest }) => (rest.length === 0 ? [] : [inSequence(rest)]));
  return rests.length === 0 ? fetch : { kind: "sequence", nodes: [fetch, inParallel(joined(rests))] };
}

function joinFetches(branches: readonly Branch[]): FetchPlan {
  const [first] = branches;
  if (first === undefined) throw new TypeError("Nothing to join.");
  const taken = new Set(branches.flatMap(({ head }) => head.variables));
  const parts = branches.map((branch, index) => renamed(branch, index, taken));
  const variables = new Map(parts.flatMap(({ definitions }) => definitions.map((one) => [one.variable.name.value, one] as const)));
  const operation: OperationDefinitionNode = {
    ...first.parsed,
    variableDefinitions: [...variables.values()],
    selectionSet: { kind: Kind.SELECTION_SET, selections: parts.map(({ field }) => field) },
  };
  return { ...first.head, operation: print(operation), variables: [...taken], entities: parts.map(({ entity }) => entity) };
}

interface Part {
  readonly entity: EntityInput;
  readonly field: FieldNode;
  readonly definitions: readonly VariableDefinitionNode[];
}

// Variables of the client keep their names, since they are the same everywhere; the representations' must be those of nobody else.
function renamed({ head, parsed }: Branch, index: number, taken: ReadonlySet<string>): Part {
  const [entity] = head.entities;
  const [field] = parsed.selectionSet.selections;
  if (entity === undefined || field?.kind !== Kind.FIELD) throw new TypeError("An entity fetch asks for no entities.");
  const variable = freeName(`representations_${index}`, taken);
  const rename = <Node extends FieldNode | VariableDefinitionNode>(node: Node): Node =>
    visit(node, { Variable: (one) => (one.name.value === entity.variable ? { ...one, name: nameNode(variable) } : undefined) });
  const resultKey = `_entities_${index}`;
  return {
    entity: { ...entity, variable, resultKey },
    field: { ...rename(field), alias: nameNode(resultKey) },
    definitions: (parsed.variableDefinitions ?? []).map(rename),
  };
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  return taken.has(wanted) ? freeName(`${wanted}_`, taken) : wanted;
}

function nameNode(value: string): NameNode {
  return { kind: Kind.NAME, value };
}

function inSequence(nodes: readonly PlanNode[]): PlanNode {
  const [only, ...more] = nodes;
  return only !== undefined && more.length === 0 ? only : { kind: "sequence", nodes };
}

function inParallel(nodes: readonly PlanNode[]): PlanNode {
  const [only, ...more] = nodes;
  return only !== undefined && more.length === 0 ? only : { kind: "parallel", nodes };
}

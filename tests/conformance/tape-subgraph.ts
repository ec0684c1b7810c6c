import {
  Kind,
  valueFromASTUntyped,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLFormattedError,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";

/** What a subgraph answered when it was recorded, field by field. */
export interface Tape {
  readonly query: Readonly<Record<string, TapeNode>>;
  readonly mutation: Readonly<Record<string, TapeNode>>;
  readonly entities: Readonly<Record<string, TapeNode>>;
  readonly abs: Readonly<Record<string, boolean>>;
}

/** One recorded value. */
export interface TapeNode {
  readonly v?: unknown;
  readonly l?: readonly TapeNode[];
  readonly t?: string;
  readonly f?: Readonly<Record<string, TapeNode>>;
  readonly err?: string;
  readonly ext?: Readonly<Record<string, unknown>>;
  readonly bubble?: { readonly rel: readonly string[]; readonly msg: string; readonly ext?: Readonly<Record<string, unknown>> };
}

interface Playing {
  readonly tape: Tape;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly errors: GraphQLFormattedError[];
  readonly unknown: string[];
}

type Path = readonly (string | number)[];

/** Answers an operation from a tape, whatever aliases, fragments and batches it uses. What was not recorded is told in `unknown`. */
export function play(tape: Tape, document: DocumentNode, variables: Readonly<Record<string, unknown>>) {
  const operation = document.definitions.find((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION)!;
  const fragments = new Map(
    document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])),
  );
  const playing: Playing = { tape, variables, fragments, errors: [], unknown: [] };
  const roots = operation.operation === "mutation" ? tape.mutation : tape.query;
  const typename = operation.operation === "mutation" ? "Mutation" : "Query";
  const data = playObject({ t: typename, f: roots }, [operation.selectionSet], [], playing);
  return { data, errors: playing.errors.length > 0 ? playing.errors : undefined, unknown: playing.unknown };
}

function playObject(node: TapeNode, sets: readonly SelectionSetNode[], path: Path, playing: Playing): Record<string, unknown> | null {
  const answer: Record<string, unknown> = {};
  for (const [key, fields] of collect(sets, node.t ?? "", playing)) {
    const [field] = fields;
    if (field === undefined) continue;
    const value = playField(node, field, { key, fields, path, playing });
    if (value === bubbled) return null;
    answer[key] = value;
  }
  return answer;
}

const bubbled = Symbol("bubbled");

interface FieldPlace {
  readonly key: string;
  readonly fields: readonly FieldNode[];
  readonly path: Path;
  readonly playing: Playing;
}

function playField(node: TapeNode, field: FieldNode, { key, fields, path, playing }: FieldPlace): unknown {
  const name = field.name.value;
  const below = fields.flatMap((one) => (one.selectionSet ? [one.selectionSet] : []));
  const here = [...path, key];
  if (name === "__typename") return node.t;
  if (name === "_entities") return playEntities(field, below, here, playing);
  const recorded = node.f?.[`${name}${argumentsOf(field, playing)}`];
  if (recorded === undefined) {
    playing.unknown.push(`${node.t}.${name}${argumentsOf(field, playing)}`);
    playing.errors.push({ message: "not recorded", path: here });
    return null;
  }
  if (recorded.bubble) {
    playing.errors.push({
      message: recorded.bubble.msg,
      path: [...path, ...recorded.bubble.rel],
      ...(recorded.bubble.ext && { extensions: recorded.bubble.ext }),
    });
    return bubbled;
  }
  return playValue(recorded, below, here, playing);
}

function playValue(node: TapeNode, below: readonly SelectionSetNode[], path: Path, playing: Playing): unknown {
  if (node.err !== undefined) {
    playing.errors.push({ message: node.err, path, ...(node.ext && { extensions: node.ext }) });
    return null;
  }
  if (node.l) return node.l.map((item, index) => playValue(item, below, [...path, index], playing));
  if (node.t !== undefined) return playObject(node, below, path, playing);
  return node.v ?? null;
}

function playEntities(field: FieldNode, below: readonly SelectionSetNode[], path: Path, playing: Playing): unknown {
  const argument = field.arguments?.find((one) => one.name.value === "representations");
  const representations = argument ? (valueFromASTUntyped(argument.value, playing.variables) as unknown[]) : [];
  return representations.map((representation, index) => {
    const key = JSON.stringify(sorted(representation));
    const recorded = playing.tape.entities[key] ?? firstThatFits(playing.tape.entities, representation);
    if (recorded === undefined) {
      playing.unknown.push(`entity ${key}`);
      return null;
    }
    return playValue(recorded, below, [...path, index], playing);
  });
}

// A representation that was not recorded matches the first recorded one of its type whose keys it all carries with equal values.
function firstThatFits(entities: Tape["entities"], representation: unknown): TapeNode | undefined {
  if (typeof representation !== "object" || representation === null) return undefined;
  const given = new Map(Object.entries(representation).map(([key, value]) => [key, JSON.stringify(sorted(value))]));
  const found = Object.entries(entities).find(([key]) =>
    Object.entries(JSON.parse(key) as object).every(([name, value]) => given.get(name) === JSON.stringify(sorted(value))),
  );
  return found?.[1];
}

function argumentsOf(field: FieldNode, { variables }: Playing): string {
  if (!field.arguments?.length) return "";
  const given = field.arguments.map((one) => [one.name.value, valueFromASTUntyped(one.value, variables)] as const);
  return JSON.stringify(sorted(Object.fromEntries(given)));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}

function collect(sets: readonly SelectionSetNode[], typename: string, playing: Playing, into = new Map<string, FieldNode[]>()) {
  for (const selection of sets.flatMap((one) => one.selections)) {
    if (!isIncluded(selection.directives ?? [], playing)) continue;
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      into.set(key, [...(into.get(key) ?? []), selection]);
      continue;
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : playing.fragments.get(selection.name.value);
    const condition = fragment?.typeCondition?.name.value;
    const fits = condition === undefined || condition === typename || playing.tape.abs[`${condition}>${typename}`] === true;
    if (fragment && fits) collect([fragment.selectionSet], typename, playing, into);
  }
  return into;
}

function isIncluded(
  directives: readonly { name: { value: string }; arguments?: readonly { value: import("graphql").ValueNode }[] }[],
  { variables }: Playing,
): boolean {
  return directives.every((one) => {
    const given = one.arguments?.[0] ? valueFromASTUntyped(one.arguments[0].value, variables) : undefined;
    return one.name.value === "skip" ? given !== true : one.name.value === "include" ? given === true : true;
  });
}

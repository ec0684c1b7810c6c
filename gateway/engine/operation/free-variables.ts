import { Kind, visit, type DocumentNode } from "graphql";

/** A document whose variables have names that plans do not use. */
export interface FreedDocument {
  readonly document: DocumentNode;
  /** The client's names by the new ones; empty for nearly all documents. */
  readonly renamed: ReadonlyMap<string, string>;
}

// Planners carry representations in variables of their own, `representations` or one like it, and do not look whether the client has one.
const reserved = /representations|^__/i;

/** Gives the client's variables other names where a planner would take theirs for its own. */
export function freeVariables(document: DocumentNode): FreedDocument {
  const names = document.definitions.flatMap((one) =>
    one.kind === Kind.OPERATION_DEFINITION ? (one.variableDefinitions ?? []).map(({ variable }) => variable.name.value) : [],
  );
  const taken = new Set(names);
  const newNames = new Map(names.filter((name) => reserved.test(name)).map((name, at) => [name, freeName(`client_${at}`, taken)]));
  if (newNames.size === 0) return { document, renamed: new Map() };
  const freed = visit(document, {
    Variable: (node) => {
      const value = newNames.get(node.name.value);
      return value === undefined ? undefined : { ...node, name: { ...node.name, value } };
    },
  });
  return { document: freed, renamed: new Map([...newNames].map(([from, to]) => [to, from])) };
}

/** A request's variables, under their new names too. */
export function withNewNames(
  variables: Readonly<Record<string, unknown>>,
  renamed: FreedDocument["renamed"],
): Readonly<Record<string, unknown>> {
  if (renamed.size === 0) return variables;
  const given = [...renamed].filter(([, from]) => from in variables);
  return { ...variables, ...Object.fromEntries(given.map(([to, from]) => [to, variables[from]])) };
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  return taken.has(wanted) ? freeName(`${wanted}_`, taken) : wanted;
}

import { type GraphQLError, Kind, visit, type ASTNode, type DocumentNode, type GraphQLFormattedError } from "graphql";

interface Wording {
  readonly pattern: RegExp;
  readonly words: (match: readonly string[]) => { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> };
}

/** How graphql-ruby, which the vendor runs on, words what graphql-js finds. */
const wordings: readonly Wording[] = [
  {
    pattern: /^Cannot query field "(\w+)" on type "(\w+)"/,
    words: ([, field, type]) => ({
      message: `Field '${field}' doesn't exist on type '${type}'`,
      extensions: { code: "undefinedField", typeName: type, fieldName: field },
    }),
  },
  {
    pattern: /^Unknown argument "(\w+)" on field "\w+\.(\w+)"/,
    words: ([, argument, field]) => ({
      message: `Field '${field}' doesn't accept argument '${argument}'`,
      extensions: { code: "argumentNotAccepted", name: field, typeName: "Field", argumentName: argument },
    }),
  },
  {
    pattern: /^Field "(\w+)" argument "(\w+)" of type "([^"]+)" is required/,
    words: ([, field, argument]) => ({
      message: `Field '${field}' is missing required arguments: ${argument}`,
      extensions: { code: "missingRequiredArguments", className: "Field", name: field, arguments: argument },
    }),
  },
  {
    pattern: /^Field "(\w+)" of type "([^"]+)" must have a selection of subfields/,
    words: ([, field, type]) => ({
      message: `Field must have selections (field '${field}' returns ${type?.replace(/[[\]!]/g, "")} but has no selections. Did you mean '${field} { ... }'?)`,
      extensions: { code: "selectionMismatch", nodeName: `field '${field}'`, typeName: type?.replace(/[[\]!]/g, "") },
    }),
  },
  {
    pattern: /^Field "(\w+)" is not defined by type "(\w+)"/,
    words: ([, field, type]) => ({
      message: `InputObject '${type}' doesn't accept argument '${field}'`,
      extensions: { code: "argumentNotAccepted", name: type, typeName: "InputObject", argumentName: field },
    }),
  },
  {
    pattern: /^Variable "\$(\w+)" is not defined/,
    words: ([, name]) => ({
      message: `Variable $${name} is used by the operation but not declared`,
      extensions: { code: "variableNotDefined", variableName: name },
    }),
  },
  {
    pattern: /^Variable "\$(\w+)" is never used/,
    words: ([, name]) => ({
      message: `Variable $${name} is declared by the operation but not used`,
      extensions: { code: "variableNotUsed", variableName: name },
    }),
  },
  {
    pattern: /^Syntax Error: (.*)/,
    words: ([, what]) => ({ message: `syntax error, ${what}` }),
  },
];

/** Validation and syntax errors in the vendor's words, with the path through the document that it adds. */
export function inVendorWords(errors: readonly GraphQLError[], document?: DocumentNode): GraphQLFormattedError[] {
  return errors.map((error) => {
    const { locations } = error.toJSON();
    const path = document && error.nodes?.[0] ? documentPath(document, error.nodes[0]) : undefined;
    return { ...wordsOf(error), ...(locations && { locations }), ...(path && { path }) };
  });
}

/** Errors of variables that do not fit their types. */
export function invalidVariables(errors: readonly GraphQLError[], document: DocumentNode): GraphQLFormattedError[] {
  return errors.map((error) => {
    const { message, locations } = error.toJSON();
    const name = /\$(\w+)/.exec(message)?.[1] ?? "";
    const explanation = message.split("; ").at(-1) ?? message;
    return {
      message: `Variable $${name} of type ${variableType(document, name)} was provided invalid value`,
      ...(locations && { locations }),
      extensions: { code: "INVALID_VARIABLE", problems: [{ path: [], explanation }] },
    };
  });
}

function wordsOf(error: GraphQLError): Pick<GraphQLFormattedError, "message" | "extensions"> {
  for (const { pattern, words } of wordings) {
    const match = pattern.exec(error.message);
    if (match) {
      const { message, extensions } = words(match);
      return extensions ? { message, extensions: { ...extensions } } : { message };
    }
  }
  return { message: error.message, ...(Object.keys(error.extensions).length > 0 && { extensions: error.extensions }) };
}

function documentPath(document: DocumentNode, target: ASTNode): string[] {
  const path: string[] = [];
  const found: string[] = [];
  visit(document, {
    enter: (node) => {
      const name = nameInPath(node);
      if (name !== undefined) path.push(name);
      if (node === target) found.push(...path);
    },
    leave: (node) => {
      if (nameInPath(node) !== undefined) path.pop();
    },
  });
  return found;
}

function nameInPath(node: ASTNode): string | undefined {
  if (node.kind === Kind.OPERATION_DEFINITION) return node.name ? `${node.operation} ${node.name.value}` : node.operation;
  if (node.kind === Kind.FRAGMENT_DEFINITION) return `fragment ${node.name.value}`;
  if (node.kind === Kind.FIELD) return node.alias?.value ?? node.name.value;
  if (node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD) return node.name.value;
  return undefined;
}

function variableType(document: DocumentNode, name: string): string {
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const variable = definition.variableDefinitions?.find((one) => one.variable.name.value === name);
    if (variable?.type.loc) return variable.type.loc.source.body.slice(variable.type.loc.start, variable.type.loc.end);
  }
  return "unknown";
}

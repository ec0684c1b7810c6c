import {
  getVariableValues,
  GraphQLError,
  Kind,
  parse,
  validate,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLFormattedError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from "graphql";
import { z } from "zod";
import { inVendorWords, invalidVariables } from "./vendor-words.js";

/** A GraphQL request's body. */
const bodySchema = z.object({
  query: z.string().min(1),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

/** A request that may be executed. */
export interface PreparedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** As sent; execution coerces them again. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Why a request is not executed: no GraphQL request at all, or errors in the vendor's words. */
export type Preparation =
  | { readonly kind: "ready"; readonly prepared: PreparedOperation }
  | { readonly kind: "unreadable" }
  | { readonly kind: "invalid"; readonly errors: readonly GraphQLFormattedError[] };

/** Parses and validates a request against a schema. */
export function prepareOperation(schema: GraphQLSchema, body: unknown): Preparation {
  const request = bodySchema.safeParse(body);
  if (!request.success) return { kind: "unreadable" };
  const { query, variables, operationName } = request.data;
  const document = read(query);
  if (document instanceof GraphQLError) return { kind: "invalid", errors: inVendorWords([document]) };
  const problems = validate(schema, document, undefined, { maxErrors: 20 });
  if (problems.length > 0) return { kind: "invalid", errors: inVendorWords(problems, document) };
  const operation = operationNamed(document, operationName);
  if (operation === undefined)
    return {
      kind: "invalid",
      errors: [{ message: operationName ? `No operation named "${operationName}"` : "An operation name is required" }],
    };
  const coerced = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {});
  if (coerced.errors) return { kind: "invalid", errors: invalidVariables(coerced.errors, document) };
  return { kind: "ready", prepared: { document, operation, fragments: fragmentsOf(document), variables: variables ?? {} } };
}

/** Name of the first root field, for example `productVariants`; `undefined` when the body is no GraphQL request. */
export function rootFieldOf(body: unknown): string | undefined {
  const request = bodySchema.safeParse(body);
  const document = request.success ? read(request.data.query) : undefined;
  if (document === undefined || document instanceof GraphQLError) return undefined;
  const field = operationNamed(document, request.data?.operationName)?.selectionSet.selections[0];
  return field?.kind === Kind.FIELD ? field.name.value : undefined;
}

function read(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query);
  } catch (cause) {
    if (cause instanceof GraphQLError) return cause;
    throw cause;
  }
}

function operationNamed(document: DocumentNode, name: string | null | undefined): OperationDefinitionNode | undefined {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (name) return operations.find((operation) => operation.name?.value === name);
  return operations.length === 1 ? operations[0] : undefined;
}

function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}

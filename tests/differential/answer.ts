import { Kind, type DocumentNode, type ExecutionResult, type GraphQLFormattedError, type OperationDefinitionNode } from "graphql";
import type { World } from "./world.js";

/** One operation to be executed in several ways. */
export interface Operation {
  readonly text: string;
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What an execution gave. */
export interface Answer {
  readonly data?: Record<string, unknown> | null | undefined;
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
}

/** Executes an operation over a world of the graph. */
export type Execute = (operation: Operation, world: World) => Promise<Answer>;

/** An answer with plain errors. */
export function toAnswer({ data, errors }: ExecutionResult): Answer {
  return { ...(data !== undefined && { data }), ...(errors && { errors: errors.map((error) => error.toJSON()) }) };
}

/** The operation of a document that has one. */
export function operationOf({ definitions }: DocumentNode): OperationDefinitionNode {
  const found = definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (!found) throw new Error("The document has no operation.");
  return found;
}

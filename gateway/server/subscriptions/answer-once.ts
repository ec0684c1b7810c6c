import type { ApolloServer } from "@apollo/server";
import type { GatewayContext, OperationAnswer } from "../../engine/index.js";

/** What a client asks for, as it came. */
export interface AskedOperation {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly operationName?: string | null | undefined;
}

/** Answers a query or a mutation. */
export type AnswerOnce = (asked: AskedOperation, context: GatewayContext) => Promise<OperationAnswer>;

/** Answers through Apollo Server, as the HTTP door does; it takes what `contextValue` makes of the request's context. */
export function answerWith<Context extends object>(
  apollo: ApolloServer<Context>,
  contextValue: (context: GatewayContext) => Context,
): AnswerOnce {
  return async ({ query, variables, operationName }, context) => {
    const request = { query, ...(variables && { variables: { ...variables } }), ...(operationName != null && { operationName }) };
    const { body } = await apollo.executeOperation(request, { contextValue: contextValue(context) });
    if (body.kind === "incremental") throw new TypeError("An answer came in parts, which nobody asked for.");
    const { data, errors } = body.singleResult;
    return { ...(data !== undefined && { data }), ...(errors && { errors }) };
  };
}

import type { ApolloServerPlugin } from "@apollo/server";
import type { Telemetry } from "#platform";
import type { GatewayContext } from "../engine/index.js";

/**
 * How an operation was answered: parsed and `validated` first, by a document that was `known`, `shared` with an execution under way, or from an
 * answer that was `kept`.
 */
export type AnsweredBy = "validated" | "known" | "shared" | "kept";

/** Counts clients' operations, whichever way they are answered. */
export interface OperationMetrics {
  readonly count: (operation: { readonly type: string | undefined; readonly hasErrors: boolean; readonly by: AnsweredBy }) => void;
  /** Counts those that Apollo Server answers. */
  readonly plugin: ApolloServerPlugin<GatewayContext>;
}

/** `passerelle_operations_total` by type and outcome, and `passerelle_operations_answered_total` by the way they took. */
export function createOperationMetrics({ meter }: Telemetry): OperationMetrics {
  const operations = meter.createCounter("passerelle_operations_total", { description: "GraphQL operations by type and outcome." });
  const ways = meter.createCounter("passerelle_operations_answered_total", {
    description: "GraphQL operations by how they were answered: validated, known, shared or kept.",
  });
  const count: OperationMetrics["count"] = ({ type = "none", hasErrors, by }) => {
    operations.add(1, { type, outcome: hasErrors ? "errors" : "ok" });
    ways.add(1, { by });
  };
  return {
    count,
    plugin: {
      requestDidStart: () =>
        Promise.resolve({
          willSendResponse: ({ operation, errors }) => {
            count({ type: operation?.operation, hasErrors: Boolean(errors?.length), by: "validated" });
            return Promise.resolve();
          },
        }),
    },
  };
}

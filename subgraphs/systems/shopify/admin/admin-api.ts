import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { execute, type ExecutionResult } from "graphql";
import type { SimulatorWorld } from "../../simulator/simulator.js";
import { apiVersion } from "../api-version.js";
import { actualCost, requestedCost } from "../cost/query-cost.js";
import { createCostThrottle, type CostThrottle } from "../cost/throttle.js";
import { prepareOperation, type PreparedOperation } from "../graphql/prepare-operation.js";
import { openShopData } from "../shop-data.js";
import { buildAdminSchema } from "./admin-schema.js";
import { adminMutations } from "./mutation-root.js";
import { openScope } from "./open-scope.js";
import { adminQueries } from "./query-root.js";
import type { AdminScope } from "./scope.js";

/** Path of the Admin API. */
export const adminPath = `/admin/api/${apiVersion}/graphql.json`;

/** The most that one operation may cost (https://shopify.dev/docs/api/usage/limits). */
const maxCost = 1000;
const documentation = "https://shopify.dev/api/usage/rate-limits";

/** Registers the Admin API. */
export function registerAdminApi(app: FastifyInstance, world: SimulatorWorld): void {
  const data = openShopData(world.store);
  const schema = buildAdminSchema();
  const throttle = createCostThrottle(() => data.shop().throttle, world.now);
  app.post(adminPath, async (request, reply) => {
    reply.header("x-shopify-api-version", apiVersion);
    if (request.headers["x-shopify-access-token"] !== data.shop().adminToken) return refuseToken(reply);
    const preparation = prepareOperation(schema, bodyOf(request));
    if (preparation.kind === "unreadable") return reply.code(400).send({ errors: { query: "Required parameter missing or invalid" } });
    if (preparation.kind === "invalid") return { errors: preparation.errors };
    const costed = { schema, ...preparation.prepared };
    const requested = requestedCost(costed);
    if (requested > maxCost) return tooDear(requested);
    if (!throttle.take(requested)) return throttled(requested, throttle);
    const scope = openScope(data, world);
    const result = await run(scope, preparation.prepared, schema);
    const actual = actualCost(costed, result.data);
    throttle.refund(requested - actual);
    return { ...answerOf(result), extensions: { cost: costOf(requested, actual, throttle), ...searchesOf(scope) } };
  });
}

function bodyOf({ body }: FastifyRequest): unknown {
  return body;
}

function refuseToken(reply: FastifyReply): FastifyReply {
  return reply.code(401).send({ errors: "[API] Invalid API key or access token (unrecognized login or wrong password)" });
}

function tooDear(cost: number): unknown {
  const message = [
    `Query cost is ${cost}, which exceeds the single query max cost limit (${maxCost}).`,
    "",
    "See https://shopify.dev/concepts/about-apis/rate-limits for more information on how the",
    "cost of a query is calculated.",
    "",
    "To query larger amounts of data with fewer limits, bulk operations should be used instead.",
    "See https://shopify.dev/api/usage/bulk-operations/queries for usage details.",
    "",
  ].join("\n");
  return { errors: [{ message, extensions: { code: "MAX_COST_EXCEEDED", cost, maxCost, documentation } }] };
}

function throttled(requested: number, throttle: CostThrottle): unknown {
  return {
    errors: [{ message: "Throttled", extensions: { code: "THROTTLED", documentation } }],
    extensions: { cost: costOf(requested, null, throttle) },
  };
}

function costOf(requestedQueryCost: number, actualQueryCost: number | null, throttle: CostThrottle): unknown {
  return { requestedQueryCost, actualQueryCost, throttleStatus: throttle.status() };
}

async function run(
  scope: AdminScope,
  { document, operation, variables }: PreparedOperation,
  schema: ReturnType<typeof buildAdminSchema>,
): Promise<ExecutionResult> {
  const rootValue = operation.operation === "mutation" ? adminMutations(scope) : adminQueries(scope);
  return execute({ schema, document, rootValue, variableValues: { ...variables }, operationName: operation.name?.value });
}

function answerOf({ data, errors }: ExecutionResult): unknown[] | object {
  return { ...(errors && { errors }), data };
}

/** The vendor tells what it made of a search only when there is something to warn of. */
function searchesOf({ searches }: AdminScope): object {
  const warned = searches.filter(({ warnings }) => warnings.length > 0);
  return warned.length > 0 ? { search: warned } : {};
}

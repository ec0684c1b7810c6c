import { composeServices } from "@apollo/composition";
import { Supergraph } from "@apollo/federation-internals";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { execute, parse, validate, type DocumentNode } from "graphql";
import { anonymous, systemClock } from "#platform";
import { createExecutor } from "../../../gateway/engine/execute-operation.js";
import { apolloPlanner } from "../../../gateway/engine/planner/apollo-planner.js";
import { hivePlanner } from "../../../gateway/engine/planner/hive-planner.js";
import { createGatewayContext } from "../../../gateway/engine/request-context.js";
import { typeConditions } from "../../../gateway/engine/run/type-conditions.js";
import { operationOf, toAnswer, type Answer } from "../answer.js";
import { overHttp } from "../over-http.js";

/** The planners that every corner is tried with. */
export const planners = ["hive", "apollo"] as const;

type Resolvers = NonNullable<Extract<Parameters<typeof buildSubgraphSchema>[0], { resolvers?: unknown }>["resolvers"]>;

/** A subgraph of a few lines. */
export interface CornerSubgraph {
  readonly typeDefs: string;
  readonly resolvers: Resolvers;
}

/** A small supergraph under our execution. */
export interface Corner {
  /** Executes an operation, which must be valid for clients. */
  readonly ask: (text: string, variables?: Readonly<Record<string, unknown>>) => Promise<Answer>;
  /** What subgraphs were asked so far, in order: name and operation. */
  readonly asked: { readonly subgraph: string; readonly variables: Readonly<Record<string, unknown>> }[];
  /** Whether clients may ask this. */
  readonly isValid: (text: string) => boolean;
}

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable", "@requires", "@external",
  "@provides", "@override", "@inaccessible", "@interfaceObject"])\n`;

/** Composes subgraphs and executes over them with one of the planners. */
export function openCorner(planner: (typeof planners)[number], given: Readonly<Record<string, CornerSubgraph>>): Corner {
  const documents = new Map(Object.entries(given).map(([name, { typeDefs }]) => [name, parse(link + typeDefs)]));
  const composed = composeServices([...documents].map(([name, typeDefs]) => ({ name, typeDefs, url: `http://${name}.invalid` })));
  if (composed.errors) throw new AggregateError(composed.errors, composed.errors.map(({ message }) => message).join("\n"));
  const supergraph = Supergraph.build(composed.supergraphSdl);
  const supergraphSchema = supergraph.schema.toGraphQLJSSchema();
  const schema = supergraph.apiSchema().toGraphQLJSSchema();
  const asked: Corner["asked"] = [];
  const executor = createExecutor({
    schema,
    planner: planner === "hive" ? hivePlanner(composed.supergraphSdl, supergraphSchema) : apolloPlanner(supergraph),
    fitsType: typeConditions(supergraphSchema),
    maxPlans: 10,
    clock: systemClock,
    sourceOf: (name) => {
      const typeDefs = documents.get(name);
      if (!typeDefs) throw new Error(`There is no subgraph ${name}.`);
      const answer = answering(typeDefs, given[name]?.resolvers ?? {});
      return {
        fetch: async ({ document, variables }) => {
          asked.push({ subgraph: name, variables });
          return answer(document(), variables);
        },
      };
    },
  });
  const context = createGatewayContext({ viewer: anonymous, languages: [], deadline: Number.MAX_SAFE_INTEGER }, {});
  return {
    asked,
    isValid: (text) => validate(schema, parse(text)).length === 0,
    ask: async (text, variables = {}) => {
      const document = parse(text);
      const problems = validate(schema, document);
      if (problems.length > 0) throw new AggregateError(problems, problems.map(({ message }) => message).join("\n"));
      return executor.execute({ document, documentHash: text, operation: operationOf(document), variables, context });
    },
  };
}

function answering(
  typeDefs: DocumentNode,
  resolvers: Resolvers,
): (document: DocumentNode, variables: Readonly<Record<string, unknown>>) => Promise<Answer> {
  const schema = buildSubgraphSchema({ typeDefs, resolvers });
  return async (document, variables) => overHttp(toAnswer(await execute({ schema, document, variableValues: overHttp(variables) })));
}

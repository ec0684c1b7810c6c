import { execute, type DocumentNode, type ExecutionResult, type GraphQLFieldResolver, type GraphQLSchema } from "graphql";
import type { FederatedGraph, SubgraphContext } from "./federated-graph.js";
import { objectModel } from "./graph-model.js";
import type { Thing, World } from "./world.js";

/** An operation with the values of its variables. */
export interface Ask {
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Executes an operation on graphql-js over the whole graph, as a monolith would. */
export async function executeWhole({ apiSchema }: FederatedGraph, world: World, { document, variables }: Ask): Promise<ExecutionResult> {
  return executeOver(apiSchema, { document, variables }, { fieldResolver: resolver(world), contextValue: {} });
}

/** Executes an operation on graphql-js over one subgraph. A field that another subgraph took over must not be asked for. */
export async function executeSubgraph(
  { graph, world }: { readonly graph: FederatedGraph; readonly world: World },
  subgraph: string,
  ask: Ask,
): Promise<ExecutionResult> {
  const schema = graph.subgraphs.get(subgraph);
  if (!schema) throw new Error(`There is no subgraph ${subgraph}.`);
  const contextValue: SubgraphContext = { lacks: (typename, id) => world.lacks(subgraph, typename, id) };
  const resolve = resolver(world);
  const fieldResolver: typeof resolve = (thing, args, context, info) => {
    const field = objectModel(graph.model, info.parentType.name)?.fields.find(({ name }) => name === info.fieldName);
    if (field?.overrides === subgraph) throw new Error(`${info.parentType.name}.${info.fieldName} was taken over from ${subgraph}.`);
    return resolve(thing, args, context, info);
  };
  return executeOver(schema, ask, { fieldResolver, contextValue });
}

type Resolver = GraphQLFieldResolver<Thing | undefined, unknown, Record<string, unknown>>;

function resolver(world: World): Resolver {
  return (source, args, _context, { fieldName, parentType, returnType }) => {
    const thing = source ?? { __typename: parentType.name, id: "", carried: {} };
    return world.resolve({ thing, name: fieldName, args, type: returnType });
  };
}

async function executeOver(
  schema: GraphQLSchema,
  { document, variables }: Ask,
  { fieldResolver, contextValue }: { readonly fieldResolver: Resolver; readonly contextValue: object },
): Promise<ExecutionResult> {
  return execute({
    schema,
    document,
    variableValues: variables,
    contextValue,
    fieldResolver,
    typeResolver: (thing: Thing) => thing.__typename,
  });
}

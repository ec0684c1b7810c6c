import { composeServices } from "@apollo/composition";
import { Supergraph } from "@apollo/federation-internals";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { parse, type GraphQLOutputType, type GraphQLSchema } from "graphql";
import { objectModel, type GraphModel } from "./graph-model.js";
import { printSubgraph } from "./print-subgraph.js";
import type { Thing } from "./world.js";

/** A generated graph that composes, with the schemas that it is executed over. */
export interface FederatedGraph {
  readonly model: GraphModel;
  readonly sdl: string;
  readonly supergraph: Supergraph;
  readonly supergraphSchema: GraphQLSchema;
  readonly apiSchema: GraphQLSchema;
  readonly subgraphs: ReadonlyMap<string, GraphQLSchema>;
  readonly fieldTypeOf: (type: string, field: string) => GraphQLOutputType;
}

/** Composes a graph; the reasons when it does not compose. */
export function federate(model: GraphModel): FederatedGraph | { readonly problems: readonly string[] } {
  const documents = model.subgraphs.map((name) => ({ name, typeDefs: parse(printSubgraph(model, name)), url: `http://${name}.invalid` }));
  const composed = composeServices(documents);
  if (composed.errors) return { problems: composed.errors.map(({ message }) => message) };
  const sdl = composed.supergraphSdl;
  const supergraph = Supergraph.build(sdl);
  const supergraphSchema = supergraph.schema.toGraphQLJSSchema();
  const subgraphs = new Map(
    documents.map(({ name, typeDefs }) => [name, buildSubgraphSchema({ typeDefs, resolvers: references(model) })] as const),
  );
  return {
    model,
    sdl,
    supergraph,
    supergraphSchema,
    apiSchema: supergraph.apiSchema().toGraphQLJSSchema(),
    subgraphs: new Map([...subgraphs].map(([name, schema]) => [name, schema])),
    fieldTypeOf: (type, field) => fieldType(supergraphSchema, type, field),
  };
}

function fieldType(schema: GraphQLSchema, typename: string, field: string): GraphQLOutputType {
  const type = schema.getType(typename);
  const found = type && "getFields" in type ? type.getFields()[field] : undefined;
  if (!found || !("args" in found)) throw new Error(`The graph has no field ${typename}.${field}.`);
  return found.type;
}

/** How a subgraph is told which of its entities it does not know: through its context. */
export interface SubgraphContext {
  readonly lacks: (typename: string, id: string) => boolean;
}

type ResolveReference = (representation: Record<string, unknown>, context: SubgraphContext) => Thing | null;

function references(model: GraphModel): Record<string, { readonly __resolveReference: ResolveReference }> {
  const known = model.entities.map(({ name }) => [name, { __resolveReference: referenceTo(name, model) }] as const);
  return Object.fromEntries(known);
}

// Any of the entity's keys identifies it; what does not fit together is a representation of nothing.
function referenceTo(typename: string, model: GraphModel): ResolveReference {
  const fields = objectModel(model, typename)?.fields.map(({ name }) => name) ?? [];
  return (representation, context) => {
    const ids = new Set(idsIn(representation));
    const [id] = ids;
    if (id === undefined || ids.size > 1)
      throw new Error(`A representation names ${ids.size} entities: ${JSON.stringify(representation)}.`);
    const carried = Object.entries(representation).filter(([name]) => fields.includes(name));
    return context.lacks(typename, id) ? null : { __typename: typename, id, carried: Object.fromEntries(carried) };
  };
}

function idsIn({ id, code, ref }: Record<string, unknown>): string[] {
  const inside = typeof ref === "object" && ref !== null && "id" in ref ? ref.id : undefined;
  return [
    ...(typeof id === "string" ? [id] : []),
    ...(typeof code === "string" ? [code.slice(1)] : []),
    ...(typeof inside === "string" ? [inside.slice(1)] : []),
  ];
}

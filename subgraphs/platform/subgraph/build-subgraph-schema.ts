import "reflect-metadata";
import { buildSubgraphSchema } from "@apollo/subgraph";
import type { GraphQLResolverMap } from "@apollo/subgraph/dist/schema-helper/index.js";
import { printSchemaWithDirectives } from "@graphql-tools/utils";
import { GraphQLScalarType, parse, print, visit, type DocumentNode, type GraphQLFieldResolver, type GraphQLSchema } from "graphql";
import { buildSchema, createResolversMap, type BuildSchemaOptions, type PubSub } from "type-graphql";
import { withoutNulls } from "./without-nulls.js";

const federationLink = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@shareable", "@external", "@requires", "@provides"]
)`;

// Apollo's cache hints; composition keeps them in the subgraph, where the entity cache reads them.
const cacheControl = `
  "Who may share a cached value."
  enum CacheControlScope {
    "Everybody gets the same."
    PUBLIC
    "It belongs to one viewer."
    PRIVATE
  }
  directive @cacheControl(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
`;

/** Resolves one representation of an entity; `undefined` says that the subgraph does not know it. */
export type ReferenceResolver<Context> = (reference: Readonly<Record<string, unknown>>, context: Context) => unknown;

/** What a subgraph's schema is made of. */
export interface SubgraphSchemaOptions<Context> {
  /** Classes decorated for type-graphql. */
  readonly resolvers: BuildSchemaOptions["resolvers"];
  /** Types that no query field of this subgraph leads to, for example an entity that it only extends. */
  readonly orphanedTypes?: NonNullable<BuildSchemaOptions["orphanedTypes"]>;
  /** By type name. */
  readonly references: Readonly<Record<string, ReferenceResolver<Context>>>;
}

/**
 * A Federation 2 subgraph schema out of type-graphql classes: the classes give the types, `@apollo/subgraph` adds `_entities` and `_service`.
 * Throws when a class or directive is wrong.
 */
export async function buildFederatedSchema<Context>(
  options: SubgraphSchemaOptions<Context>,
): Promise<{ readonly schema: GraphQLSchema; readonly sdl: string }> {
  const plain = await buildSchema({
    resolvers: options.resolvers,
    orphanedTypes: options.orphanedTypes ?? [],
    validate: false,
    // Query is empty in a subgraph that only extends entities; @apollo/subgraph adds `_entities` to it.
    skipCheck: true,
    pubSub: noTopics,
  });
  const typeDefs = withoutEmptyRoot(parse(`${federationLink}\n${cacheControl}\n${printSchemaWithDirectives(plain)}`));
  const resolvers = withReferences(withoutNullArguments(createResolversMap(plain)), options.references);
  return { schema: buildSubgraphSchema({ typeDefs, resolvers }), sdl: print(typeDefs) };
}

// type-graphql wants one as soon as there is a subscription; ours open their streams themselves.
const noTopics: PubSub = {
  publish: () => undefined,
  subscribe: () => {
    throw new TypeError("Give the subscription a `subscribe` of its own: there are no topics.");
  },
};

// Composition refuses a root type without fields; `schema { query: Query }` only says the default.
function withoutEmptyRoot(document: DocumentNode): DocumentNode {
  return visit(document, {
    SchemaDefinition: () => null,
    ObjectTypeDefinition: (node) => (node.fields?.length === 0 ? null : undefined),
  });
}

// A client that sends null for an argument means what one that leaves it out means; resolvers and their defaults see only the latter.
function withoutNullArguments(resolvers: ReturnType<typeof createResolversMap>): ReturnType<typeof createResolversMap> {
  const freed = Object.entries(resolvers).map(([type, fields]) => [type, isFieldMap(fields) ? freeFields(fields) : fields] as const);
  return Object.fromEntries(freed);
}

type FieldMap = Readonly<Record<string, unknown>>;

function isFieldMap(value: unknown): value is FieldMap {
  return typeof value === "object" && value !== null && !(value instanceof GraphQLScalarType);
}

function freeFields(fields: FieldMap): FieldMap {
  const freed = Object.entries(fields).map(([name, field]) => [name, freeField(name, field)] as const);
  return Object.fromEntries(freed);
}

function freeField(name: string, field: unknown): unknown {
  if (isResolver(name, field)) return freeArguments(field);
  return isSubscriptionField(field) ? { ...field, subscribe: freeArguments(field.subscribe) } : field;
}

interface SubscriptionField {
  readonly subscribe: GraphQLFieldResolver<unknown, unknown>;
}

function isSubscriptionField(field: unknown): field is SubscriptionField {
  return typeof field === "object" && field !== null && "subscribe" in field && typeof field.subscribe === "function";
}

function isResolver(name: string, field: unknown): field is GraphQLFieldResolver<unknown, unknown> {
  return typeof field === "function" && !name.startsWith("__");
}

type Asked = Parameters<GraphQLFieldResolver<unknown, unknown, Record<string, unknown>>>;

function freeArguments(resolve: GraphQLFieldResolver<unknown, unknown>): GraphQLFieldResolver<unknown, unknown> {
  return (...[source, args, context, info]: Asked) => resolve(source, withoutNulls(args), context, info);
}

// Both libraries mean the same map of resolvers, but their types for it do not meet: hence the one cast.
function withReferences<Context>(
  resolvers: ReturnType<typeof createResolversMap>,
  references: Readonly<Record<string, ReferenceResolver<Context>>>,
): GraphQLResolverMap<unknown> {
  const merged: Record<string, object> = { ...resolvers };
  for (const [name, resolve] of Object.entries(references)) {
    merged[name] = { ...resolvers[name], __resolveReference: resolve };
  }
  return merged as GraphQLResolverMap<unknown>;
}

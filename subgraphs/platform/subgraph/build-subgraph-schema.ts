import { buildSubgraphSchema } from "@apollo/subgraph";
import { printSchemaWithDirectives } from "@graphql-tools/utils";
import { parse, type GraphQLSchema } from "graphql";
import { buildSchema, createResolversMap, type BuildSchemaOptions } from "type-graphql";

const federationLink = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@shareable", "@external", "@requires", "@provides", "@cacheControl"]
)`;

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
  });
  const sdl = `${federationLink}\n\n${cacheControl}\n\n${printSchemaWithDirectives(plain)}`;
  const resolvers = createResolversMap(plain);
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: withReferences(resolvers, options.references) });
  return { schema, sdl };
}

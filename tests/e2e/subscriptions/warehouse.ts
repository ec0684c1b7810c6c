import { buildSubgraphSchema } from "@apollo/subgraph";
import type { GraphQLResolverMap } from "@apollo/subgraph/dist/schema-helper/index.js";
import { parse, type GraphQLSchema } from "graphql";
import type { Feed } from "./feed.js";

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@external", "@requires", "@shareable"])';

const movements = `${link}
type Query { stocked: [Item!]! }
type Subscription { moved(skus: [ID!]): Movement! refused: Movement late: Movement }
type Movement { by: Int! item: Item! seenBy: String }
type Item @key(fields: "sku") { sku: ID! left: Int! }`;

const catalogue = `${link}
type Query { items: [Item!]! }
type Item @key(fields: "sku") { sku: ID! name: String! grams: Int }`;

const freight = `${link}
type Query { carriers: [String!]! }
type Item @key(fields: "sku") { sku: ID! grams: Int @external left: Int! @external freight: String @requires(fields: "grams left") }`;

export interface MovementEvent {
  readonly by: number;
  readonly sku: string;
  readonly left: number;
}

/** What resolvers get: who asks, as each way of serving says it. */
export interface WarehouseContext {
  readonly seenBy?: string | undefined;
  /** What was loaded in this context so far. */
  readonly loaded: string[];
}

export interface WarehouseSubgraph {
  readonly name: string;
  readonly sdl: string;
  readonly schema: GraphQLSchema;
}

export interface Warehouse {
  readonly subgraphs: readonly WarehouseSubgraph[];
  /** Names of items whose name cannot be read. */
  readonly broken: Set<string>;
  /** Opens the streams of the field `late`, which wait for it. */
  readonly openLate: () => void;
}

/** Three subgraphs: one streams movements, one names the items, one needs what both say to price the freight. */
export function openWarehouse(feed: Feed<MovementEvent>): Warehouse {
  const broken = new Set<string>();
  const late = Promise.withResolvers<void>();
  const subgraph = (name: string, sdl: string, resolvers: GraphQLResolverMap<unknown>): WarehouseSubgraph => ({
    name,
    sdl,
    schema: buildSubgraphSchema({ typeDefs: parse(sdl), resolvers }),
  });
  return {
    broken,
    openLate: late.resolve,
    subgraphs: [
      subgraph("movements", movements, {
        Query: { stocked: () => [{ sku: "a", left: 1 }] },
        Subscription: {
          moved: { subscribe: () => feed.open(), resolve: (event: MovementEvent) => event },
          late: { subscribe: () => late.promise.then(() => feed.open()), resolve: (event: MovementEvent) => event },
          refused: {
            subscribe: () => {
              throw new Error("the door to the store room is locked: 4711");
            },
          },
        },
        Movement: {
          item: ({ sku, left }: MovementEvent) => ({ sku, left }),
          seenBy: (_event, _args, context) => known(context).seenBy,
        },
      }),
      subgraph("catalogue", catalogue, {
        Item: {
          __resolveReference: ({ sku }: { sku: string }, context: unknown) => {
            known(context).loaded.push(sku);
            return { sku };
          },
          name: ({ sku }: { sku: string }, _args, context) => {
            if (broken.has(sku)) throw new Error("a page of the catalogue is missing");
            return `Item ${sku.toUpperCase()}${known(context).loaded.length > 1 ? " (again)" : ""}`;
          },
          grams: ({ sku }: { sku: string }) => sku.length * 100,
        },
      }),
      subgraph("freight", freight, {
        Item: { freight: ({ grams, left }: { grams: number; left: number }) => `${grams} g of ${left}` },
      }),
    ],
  };
}

// Every way of serving the warehouse makes contexts of this shape; graphql-js does not say so.
const known = (context: unknown): WarehouseContext => context as WarehouseContext;

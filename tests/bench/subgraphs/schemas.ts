import { buildSubgraphSchema } from "@apollo/subgraph";
import { parse, type GraphQLSchema } from "graphql";
import type { BenchData, Product, Review, User } from "#bench/subgraphs/data";

/** One subgraph: its SDL, in the words that every federated gateway reads, and its schema. */
export interface BenchSubgraph {
  readonly name: string;
  readonly sdl: string;
  readonly schema: GraphQLSchema;
}

type Resolvers = NonNullable<Exclude<Parameters<typeof buildSubgraphSchema>[0], readonly unknown[] | { kind: unknown }>["resolvers"]>;

const accounts = `
  extend type Query { me: User users: [User] }
  type User @key(fields: "id") { id: ID! name: String username: String birthday: Int }`;

const catalogue = `
  extend type Query { topProducts(first: Int = 5): [Product] }
  type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }`;

const inventory = `
  extend type Product @key(fields: "upc") {
    upc: String! @external
    price: Int @external
    weight: Int @external
    inStock: Boolean
    shippingEstimate: Int @requires(fields: "price weight")
  }`;

const opinions = `
  type Review @key(fields: "id") { id: ID! body: String author: User product: Product }
  extend type User @key(fields: "id") { id: ID! @external reviews: [Review] }
  extend type Product @key(fields: "upc") { upc: String! @external reviews: [Review] }`;

/** The four subgraphs that scenarios with data of their own stand on. */
export function benchSubgraphs({ users, products, reviews }: BenchData): readonly BenchSubgraph[] {
  const usersById = new Map(users.map((one) => [one.id, one]));
  const productsByUpc = new Map(products.map((one) => [one.upc, one]));
  const byAuthor = Map.groupBy(reviews, (one) => one.authorId);
  const byProduct = Map.groupBy(reviews, (one) => one.upc);
  return [
    subgraph("accounts", accounts, {
      Query: { me: (_: unknown, _args: unknown, context: unknown) => viewerOf(users, context), users: () => users },
      User: { __resolveReference: ({ id }: Pick<User, "id">) => usersById.get(id) },
    }),
    subgraph("products", catalogue, {
      Query: { topProducts: (_: unknown, { first }: { first: number }) => products.slice(0, first) },
      Product: { __resolveReference: ({ upc }: Pick<Product, "upc">) => productsByUpc.get(upc) },
    }),
    subgraph("inventory", inventory, {
      Product: {
        __resolveReference: (product: Product) => product,
        inStock: ({ upc }: Product) => Number(upc.slice(1)) % 3 !== 0,
        // Free for what is dear, by weight for the rest.
        shippingEstimate: ({ price, weight }: Product) => (price > 1000 ? 0 : Math.round(weight * 0.5)),
      },
    }),
    subgraph("reviews", opinions, {
      Review: {
        author: ({ authorId }: Review) => ({ __typename: "User", id: authorId }),
        product: ({ upc }: Review) => ({ __typename: "Product", upc }),
      },
      User: { reviews: ({ id }: User) => byAuthor.get(id) ?? [] },
      Product: { reviews: ({ upc }: Product) => byProduct.get(upc) ?? [] },
    }),
  ];
}

// Who has a token that ends with a number is the user of that number; everybody else is the first one.
function viewerOf(users: readonly User[], context: unknown): User | undefined {
  const isKnown = typeof context === "object" && context !== null && "authorization" in context;
  const number = Number(/(\d+)$/.exec(isKnown ? String(context.authorization) : "")?.[1] ?? 0);
  return users[number % users.length];
}

function subgraph(name: string, sdl: string, resolvers: Resolvers): BenchSubgraph {
  return { name, sdl, schema: buildSubgraphSchema({ typeDefs: parse(sdl), resolvers }) };
}

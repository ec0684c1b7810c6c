/* eslint-disable */
import * as types from './graphql.js';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "query Listing($skus: [ID!]!, $locale: Locale) {\n  products(skus: $skus) {\n    sku\n    name(locale: $locale)\n    description(locale: $locale)\n    brand\n    media {\n      url\n      kind\n      alt(locale: $locale)\n    }\n    stock {\n      available\n      levels {\n        available\n        location {\n          id\n          name\n        }\n      }\n      asOf\n      source\n      stale\n    }\n    price {\n      net {\n        amount\n        currency\n      }\n      gross {\n        amount\n        currency\n      }\n      taxRate\n      priceList\n    }\n    listing {\n      title\n      slug\n      isPublished\n      channel {\n        id\n        name\n      }\n    }\n  }\n}": typeof types.ListingDocument,
    "query Me($orders: Int! = 5) {\n  me {\n    id\n    name\n    email\n    language\n    groups {\n      code\n      name\n    }\n    addresses {\n      kind\n      name\n      city\n      country\n    }\n    orders(first: $orders) {\n      totalCount\n      nodes {\n        id\n        status\n        placedAt\n        gross {\n          amount\n          currency\n        }\n      }\n    }\n  }\n}": typeof types.MeDocument,
};
const documents: Documents = {
    "query Listing($skus: [ID!]!, $locale: Locale) {\n  products(skus: $skus) {\n    sku\n    name(locale: $locale)\n    description(locale: $locale)\n    brand\n    media {\n      url\n      kind\n      alt(locale: $locale)\n    }\n    stock {\n      available\n      levels {\n        available\n        location {\n          id\n          name\n        }\n      }\n      asOf\n      source\n      stale\n    }\n    price {\n      net {\n        amount\n        currency\n      }\n      gross {\n        amount\n        currency\n      }\n      taxRate\n      priceList\n    }\n    listing {\n      title\n      slug\n      isPublished\n      channel {\n        id\n        name\n      }\n    }\n  }\n}": types.ListingDocument,
    "query Me($orders: Int! = 5) {\n  me {\n    id\n    name\n    email\n    language\n    groups {\n      code\n      name\n    }\n    addresses {\n      kind\n      name\n      city\n      country\n    }\n    orders(first: $orders) {\n      totalCount\n      nodes {\n        id\n        status\n        placedAt\n        gross {\n          amount\n          currency\n        }\n      }\n    }\n  }\n}": types.MeDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Listing($skus: [ID!]!, $locale: Locale) {\n  products(skus: $skus) {\n    sku\n    name(locale: $locale)\n    description(locale: $locale)\n    brand\n    media {\n      url\n      kind\n      alt(locale: $locale)\n    }\n    stock {\n      available\n      levels {\n        available\n        location {\n          id\n          name\n        }\n      }\n      asOf\n      source\n      stale\n    }\n    price {\n      net {\n        amount\n        currency\n      }\n      gross {\n        amount\n        currency\n      }\n      taxRate\n      priceList\n    }\n    listing {\n      title\n      slug\n      isPublished\n      channel {\n        id\n        name\n      }\n    }\n  }\n}"): (typeof documents)["query Listing($skus: [ID!]!, $locale: Locale) {\n  products(skus: $skus) {\n    sku\n    name(locale: $locale)\n    description(locale: $locale)\n    brand\n    media {\n      url\n      kind\n      alt(locale: $locale)\n    }\n    stock {\n      available\n      levels {\n        available\n        location {\n          id\n          name\n        }\n      }\n      asOf\n      source\n      stale\n    }\n    price {\n      net {\n        amount\n        currency\n      }\n      gross {\n        amount\n        currency\n      }\n      taxRate\n      priceList\n    }\n    listing {\n      title\n      slug\n      isPublished\n      channel {\n        id\n        name\n      }\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Me($orders: Int! = 5) {\n  me {\n    id\n    name\n    email\n    language\n    groups {\n      code\n      name\n    }\n    addresses {\n      kind\n      name\n      city\n      country\n    }\n    orders(first: $orders) {\n      totalCount\n      nodes {\n        id\n        status\n        placedAt\n        gross {\n          amount\n          currency\n        }\n      }\n    }\n  }\n}"): (typeof documents)["query Me($orders: Int! = 5) {\n  me {\n    id\n    name\n    email\n    language\n    groups {\n      code\n      name\n    }\n    addresses {\n      kind\n      name\n      city\n      country\n    }\n    orders(first: $orders) {\n      totalCount\n      nodes {\n        id\n        status\n        placedAt\n        gross {\n          amount\n          currency\n        }\n      }\n    }\n  }\n}"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;
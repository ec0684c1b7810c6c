import { print, type DocumentNode } from "graphql";
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";

/** A GraphQL error as clients read it. */
export interface AnsweredError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** A GraphQL answer with its HTTP status. */
export interface Answer<Data> {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Data | null | undefined;
  readonly errors: readonly AnsweredError[] | undefined;
}

/** What goes with a request. */
export interface QueryOptions<Variables> {
  readonly variables?: Variables;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends a GraphQL request; a typed document types the answer. */
export type Query = <Data = any, Variables = Record<string, unknown>>( // eslint-disable-line @typescript-eslint/no-explicit-any -- an untyped query answers untyped data
  document: TypedDocumentNode<Data, Variables> | DocumentNode | string,
  options?: QueryOptions<Variables>,
) => Promise<Answer<Data>>;

/** A sender of GraphQL requests to one endpoint, over HTTP as every client does it. */
export function queryOver(endpoint: string): Query {
  return async (document, { variables, token, headers } = {}) => {
    const response = await fetch(endpoint, {
      method: "POST",
      headers: { "content-type": "application/json", ...(token !== undefined && { authorization: `Bearer ${token}` }), ...headers },
      body: JSON.stringify({ query: typeof document === "string" ? document : print(document), variables }),
    });
    const body = (await response.json()) as { data?: never; errors?: readonly AnsweredError[] };
    return { status: response.status, headers: response.headers, data: body.data, errors: body.errors };
  };
}

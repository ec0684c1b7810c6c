import type { ApolloServerPlugin } from "@apollo/server";
import { getOperationAST, Kind, type DocumentNode, type OperationDefinitionNode } from "graphql";
import { LRUCache } from "lru-cache";
import type { Telemetry } from "#platform";
import type { AnswerLifetimes, FindLifetimes } from "./answer-lifetimes.js";
import type { GatewayContext } from "../../engine/index.js";

/** A document that was parsed and validated, and reached execution. */
export interface KnownDocument {
  readonly document: DocumentNode;
  /** SHA-256 of its text in hex. */
  readonly hash: string;
  /** The operation that a request means; `undefined` when that is not clear. */
  readonly operationOf: (name: string | undefined) => KnownOperation | undefined;
}

/** One operation of a known document. */
export interface KnownOperation {
  readonly operation: OperationDefinitionNode;
  readonly lifetimes: AnswerLifetimes;
}

/** What Apollo Server has once let pass, by the text that clients send. */
export interface KnownDocuments {
  readonly find: (text: string) => KnownDocument | undefined;
  /** Has Apollo Server tell of each document that it executes. */
  readonly plugin: ApolloServerPlugin<GatewayContext>;
}

/** Most characters of texts that are kept; what is parsed takes some forty times as many bytes. */
const maxCharacters = 2_000_000;

/** What known documents are kept with. */
export interface KnownDocumentsOptions {
  readonly max: number;
  readonly lifetimes: FindLifetimes;
  readonly telemetry: Telemetry;
}

/** No documents yet; at most `max` of them later, the one not used for longest goes first. */
export function createKnownDocuments({ max, lifetimes, telemetry }: KnownDocumentsOptions): KnownDocuments {
  const known = new LRUCache<string, KnownDocument>({ max, maxSize: maxCharacters, sizeCalculation: (_, text) => text.length });
  const count = telemetry.meter.createObservableGauge("passerelle_known_documents", {
    description: "Documents that are executed without being parsed and validated again.",
  });
  count.addCallback((result) => result.observe(known.size));
  return {
    find: (text) => known.get(text),
    plugin: {
      // What one schema allows, the next may not.
      serverWillStart: () => Promise.resolve({ schemaDidLoadOrUpdate: () => known.clear() }),
      requestDidStart: () =>
        Promise.resolve({
          executionDidStart: ({ source, document, queryHash, schema }) => {
            if (!known.has(source))
              known.set(
                source,
                knownDocument(document, queryHash, (one) => lifetimes(one, { document, schema })),
              );
            return Promise.resolve();
          },
        }),
    },
  };
}

function knownDocument(
  document: DocumentNode,
  hash: string,
  lifetimesOf: (one: OperationDefinitionNode) => AnswerLifetimes,
): KnownDocument {
  const operations = new Map<string | undefined, KnownOperation>();
  for (const operation of document.definitions) {
    if (operation.kind !== Kind.OPERATION_DEFINITION) continue;
    const known = { operation, lifetimes: lifetimesOf(operation) };
    operations.set(operation.name?.value, known);
    // Without a name the only one is meant.
    if (getOperationAST(document) === operation) operations.set(undefined, known);
  }
  return { document, hash, operationOf: (name) => operations.get(name) };
}

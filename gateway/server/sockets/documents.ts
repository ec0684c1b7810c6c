import { createHash } from "node:crypto";
import { GraphQLError, parse, specifiedRules, validate, type DocumentNode, type GraphQLSchema, type ValidationRule } from "graphql";
import { LRUCache } from "lru-cache";
import type { Engine } from "../../engine/index.js";
import { DocumentNotTrusted, type TrustedDocuments } from "../../limits/index.js";
import { maxTokens } from "../apollo.js";

/** A document that the schema allows. */
export interface ValidDocument {
  readonly document: DocumentNode;
  /** SHA-256 of its text in hex, as Apollo Server makes it. */
  readonly hash: string;
  readonly schema: GraphQLSchema;
}

/** Reads clients' documents: each is parsed and validated once. */
export interface Documents {
  /** The document, or what is wrong with it. */
  readonly read: (text: string) => ValidDocument | readonly GraphQLError[];
}

/** How documents are read. */
export interface DocumentOptions {
  /** Most documents that are kept. */
  readonly max: number;
  /** Rules beside the specification's own. */
  readonly rules: readonly ValidationRule[];
  /** What may run; everything when absent. */
  readonly trusted?: Pick<TrustedDocuments, "isTrusted"> | undefined;
}

/** Documents for the schema that an engine has or will load. */
export function createDocuments(engine: Pick<Engine, "onSchemaLoadOrUpdate">, { max, rules, trusted }: DocumentOptions): Documents {
  const known = new LRUCache<string, ValidDocument>({ max });
  let schema: GraphQLSchema | undefined;
  engine.onSchemaLoadOrUpdate(({ apiSchema }) => {
    schema = apiSchema;
    known.clear();
  });
  return {
    read: (text) => {
      if (schema === undefined) throw new TypeError("A document came before the schema was loaded.");
      if (trusted?.isTrusted(text) === false) return [notTrusted()];
      const hash = createHash("sha256").update(text).digest("hex");
      const read = known.get(hash) ?? readDocument(text, { hash, schema, rules });
      if ("document" in read) known.set(hash, read);
      return read;
    },
  };
}

function notTrusted(): GraphQLError {
  const { message, extensions } = new DocumentNotTrusted({});
  return new GraphQLError(message, { extensions: { ...extensions } });
}

interface Reading extends Pick<ValidDocument, "hash" | "schema">, Pick<DocumentOptions, "rules"> {}

function readDocument(text: string, { hash, schema, rules }: Reading): ValidDocument | readonly GraphQLError[] {
  try {
    const document = parse(text, { maxTokens });
    const problems = validate(schema, document, [...specifiedRules, ...rules]);
    if (problems.length > 0) return problems.map((problem) => coded(problem, "GRAPHQL_VALIDATION_FAILED"));
    return { document, hash, schema };
  } catch (error) {
    if (error instanceof GraphQLError) return [coded(error, "GRAPHQL_PARSE_FAILED")];
    // A document that is nested too deeply exhausts the stack.
    return [new GraphQLError(error instanceof Error ? error.message : String(error), { extensions: { code: "GRAPHQL_PARSE_FAILED" } })];
  }
}

function coded({ message, nodes, source, positions }: GraphQLError, code: string): GraphQLError {
  return new GraphQLError(message, { nodes: nodes ?? null, source: source ?? null, positions: positions ?? null, extensions: { code } });
}

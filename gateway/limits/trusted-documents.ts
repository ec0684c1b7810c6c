import { readFileSync } from "node:fs";
import { z } from "zod";
import { defineError } from "#platform";
import { WrongSettings } from "../config/index.js";

/** Documents that the merchant's own clients were built with. */
export interface TrustedDocuments {
  /** The text of an id, with or without the algorithm before it (`sha256:…`). */
  readonly textOf: (id: string) => string | undefined;
  /** Whether a text may run. */
  readonly isTrusted: (text: string) => boolean;
  /** Whether nothing else may run. */
  readonly only: boolean;
}

/** A document that is not in the manifest, where nothing else runs. */
export const DocumentNotTrusted = defineError<Record<string, never>>({
  code: "DOCUMENT_NOT_TRUSTED",
  status: 403,
  retry: "never",
  message: () =>
    "This gateway runs only the documents of its manifest (operations.trustedDocuments); send the id of one of them, or have this one added.",
});

/** An id that no document of the manifest has. */
export const DocumentUnknown = defineError<Record<string, never>>({
  code: "DOCUMENT_UNKNOWN",
  status: 400,
  retry: "never",
  message: () =>
    "No document of the manifest has this id; deploy the manifest that the client was built with, or send the document's text.",
});

const manifestSchema = z.record(z.string(), z.string().min(1));

/**
 * Reads a manifest as GraphQL Code Generator's client preset writes it (`persistedDocuments`): a JSON object of texts by id. Throws
 * `WrongSettings` when it cannot be read.
 */
export function readTrustedDocuments({ manifest, only }: { readonly manifest: string; readonly only: boolean }): TrustedDocuments {
  const texts = new Map(Object.entries(readManifest(manifest)).map(([id, text]) => [bare(id), text]));
  const trusted = new Set(texts.values());
  return {
    only,
    textOf: (id) => texts.get(bare(id)),
    isTrusted: (text) => !only || trusted.has(text),
  };
}

// Some write the algorithm before a hash, some do not.
function bare(id: string): string {
  return id.replace(/^sha(?:1|256):/, "");
}

function readManifest(file: string): Readonly<Record<string, string>> {
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    const problem = `${file} is no manifest of documents by id; write one with GraphQL Code Generator's "persistedDocuments"`;
    throw new WrongSettings({ source: "the settings", problems: [{ path: "operations.trustedDocuments.manifest", problem }] }, { cause });
  }
}

import type { Viewer } from "#platform";
import type { GatewayContext } from "../../engine/index.js";

/** One operation of one viewer. */
export interface KeyedOperation {
  /** The document's hash. */
  readonly hash: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  readonly context: Pick<GatewayContext, "viewer" | "languages" | "forwardedHeaders">;
}

/** Names a request in logs and changes no answer. */
const changesNothing = "x-request-id";

/**
 * Everything that can change an operation's answer, as text: the document, its operation and variables, who is asking with which rights, their
 * languages, and the headers that subgraphs are sent. Equal keys may share an answer, others never.
 */
export function operationKey({ hash, operationName, variables, context }: KeyedOperation): string {
  const { viewer, languages, forwardedHeaders } = context;
  const headers = Object.entries(forwardedHeaders).filter(([name]) => name !== changesNothing);
  return `${hash}${JSON.stringify([operationName ?? null, viewerKey(viewer), languages, sorted(headers)])}${canonical(variables)}`;
}

function viewerKey(viewer: Viewer): unknown {
  const { kind, customer, groups, scopes } = viewer;
  if (kind === "anonymous" && groups.length === 0 && scopes.size === 0) return 0;
  return [kind, customer ?? null, groups.toSorted(), [...scopes].toSorted()];
}

function sorted(entries: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] {
  return entries.length < 2 ? entries : entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
}

// Clients may write the same variables in any order.
function canonical(variables: KeyedOperation["variables"]): string {
  if (variables === undefined) return "{}";
  return JSON.stringify(variables, (_key, value: unknown) =>
    isObject(value) ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))) : value,
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

import type { IncomingHttpHeaders } from "node:http";
import type { SubgraphRequest, TokenVerifier } from "#platform";

/** How long a request may take, and whether its client is still there. */
export interface RequestLife {
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly signal: AbortSignal;
}

/** Who sends a request and in which languages they read. Throws `InvalidToken`. */
export async function identify(headers: IncomingHttpHeaders, verifier: TokenVerifier, life: RequestLife): Promise<SubgraphRequest> {
  const viewer = await verifier.viewerOf(headers.authorization);
  return { viewer, languages: acceptedLanguages(headers["accept-language"]), ...life };
}

// RFC 9110 §12.5.4: ranges with weights, best first; "*" says nothing.
function acceptedLanguages(header: string | undefined): readonly string[] {
  if (header === undefined) return [];
  const ranges = header.split(",").map((range) => {
    const [tag = "", ...parameters] = range.trim().split(";");
    const weight = parameters.map((one) => /^\s*q=([\d.]+)\s*$/.exec(one)?.[1]).find((one) => one !== undefined);
    return { tag: tag.trim(), weight: weight === undefined ? 1 : Number(weight) };
  });
  const wanted = ranges.filter(({ tag, weight }) => tag !== "" && tag !== "*" && weight > 0);
  return wanted.toSorted((a, b) => b.weight - a.weight).map(({ tag }) => tag);
}

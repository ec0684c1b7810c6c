import { composeServices } from "@apollo/composition";
import { parse, type DocumentNode } from "graphql";
import { defineError } from "#platform";

/** One subgraph as composition reads it. */
export interface SubgraphDefinition {
  readonly name: string;
  /** Where it is fetched over HTTP; absent for one in this process. */
  readonly url?: string | undefined;
  readonly sdl: string;
}

/** The subgraphs do not fit together; each problem names subgraph and field. */
export const CompositionFailed = defineError<{ readonly problems: readonly string[] }>({
  code: "COMPOSITION_FAILED",
  status: 500,
  retry: "never",
  message: (d) => `The subgraphs do not compose to one graph:\n${d.problems.map((one) => `  ${one}`).join("\n")}`,
});

/** The supergraph of the given subgraphs (Federation 2 composition). Throws `CompositionFailed`. */
export function composeSupergraph(subgraphs: readonly SubgraphDefinition[]): string {
  const services = subgraphs.map((one) => ({ name: one.name, url: one.url ?? `in-process:${one.name}`, typeDefs: readable(one) }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl !== undefined) return supergraphSdl;
  throw new CompositionFailed({ problems: (errors ?? []).map((error) => error.message) });
}

function readable({ name, sdl }: SubgraphDefinition): DocumentNode {
  try {
    return parse(sdl);
  } catch (cause) {
    throw new CompositionFailed(
      { problems: [`[${name}] ${cause instanceof Error ? cause.message : "its schema cannot be read"}`] },
      { cause },
    );
  }
}

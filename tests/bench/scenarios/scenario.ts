import type { Subgraphs } from "#bench/run/start-subgraphs";

/** One request to a gateway. */
export interface BenchRequest {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a scenario sends, and to what. */
export interface Scenario {
  readonly title: string;
  /** Milliseconds that each subgraph waits before it answers. */
  readonly latencyMs: number;
  /** The requests, sent round and round; each must have the same answer from every gateway. */
  readonly requests: readonly BenchRequest[];
  readonly start: (latencyMs: number) => Promise<Subgraphs>;
}

const json = { "content-type": "application/json", accept: "application/json" };

/** A request as clients send it. */
export function post(query: string, headers: Readonly<Record<string, string>> = {}): BenchRequest {
  return { body: JSON.stringify({ query }), headers: { ...json, ...headers } };
}

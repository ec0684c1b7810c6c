import type { Contender } from "#bench/run/contenders";
import type { Subgraphs } from "#bench/subgraphs/start-subgraphs";

/** One request to a gateway. */
export interface BenchRequest {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a scenario stands on, running. */
export interface Ground extends Subgraphs {
  /** The n-th request, from 0; there is always another one. Each must have the same answer from every gateway. */
  readonly requestAt: (n: number) => BenchRequest;
  /** Rows that only this scenario has. */
  readonly ownRows?: readonly Contender[];
}

/** What is measured, and how much of it. */
export interface Scenario {
  readonly title: string;
  readonly start: () => Promise<Ground>;
  /** How many requests are compared before anything is timed. */
  readonly compared: number;
  /** Least requests in a round, and to warm up; fewer when they take too long. */
  readonly least: { readonly measured: number; readonly warmUp: number };
  /** Clients where the command line names no number. */
  readonly connections: number;
  /** Whether gateways are told to send the client's token on to the subgraphs. */
  readonly forwardsToken?: boolean;
  /** Most requests in a round, where a round is so many requests and no certain time. */
  readonly exactly?: number;
}

const json = { "content-type": "application/json", accept: "application/json" };

/** A request as clients send it. */
export function post(query: string, options: { readonly variables?: unknown; readonly authorization?: string } = {}): BenchRequest {
  const { variables, authorization } = options;
  return { body: JSON.stringify({ query, variables }), headers: { ...json, ...(authorization !== undefined && { authorization }) } };
}

import { Pool } from "undici";
import type { BenchRequest } from "#bench/scenarios/scenario";

/** What a client saw. */
export interface Driven {
  readonly requests: number;
  readonly seconds: number;
  /** Milliseconds of each request, sorted. */
  readonly latencies: readonly number[];
}

/** How long and how wide to drive. */
export interface Drive {
  readonly requests: readonly BenchRequest[];
  readonly connections: number;
  readonly durationMs: number;
  /** At least so many requests, however long they take. */
  readonly leastRequests?: number;
}

/** Sends requests over a number of connections, each waiting for its answer before it sends the next, until the time is over. */
export async function drive(url: string, { requests, connections, durationMs, leastRequests = 0 }: Drive): Promise<Driven> {
  const { origin, pathname } = new URL(url);
  await using pool = disposable(new Pool(origin, { connections, pipelining: 1 }));
  const latencies: number[] = [];
  const startedAt = performance.now();
  let sent = 0;
  const client = async (): Promise<void> => {
    while (performance.now() - startedAt < durationMs || sent < leastRequests) {
      const { body, headers } = at(requests, sent++);
      const from = performance.now();
      const answer = await pool.client.request({ path: pathname, method: "POST", headers: { ...headers }, body });
      await answer.body.dump({ limit: Number.POSITIVE_INFINITY });
      if (answer.statusCode !== 200) throw new Error(`${url} answered with ${answer.statusCode} under load.`);
      latencies.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: connections }, client));
  const seconds = (performance.now() - startedAt) / 1000;
  return { requests: latencies.length, seconds, latencies: latencies.toSorted((a, b) => a - b) };
}

/** Asks once and reads the answer. */
export async function ask(url: string, { body, headers }: BenchRequest): Promise<unknown> {
  const response = await fetch(url, { method: "POST", headers, body });
  return await response.json();
}

function at(requests: readonly BenchRequest[], index: number): BenchRequest {
  const request = requests[index % requests.length];
  if (request === undefined) throw new Error("A scenario has no requests.");
  return request;
}

function disposable(client: Pool): AsyncDisposable & { readonly client: Pool } {
  return { client, [Symbol.asyncDispose]: () => client.close() };
}

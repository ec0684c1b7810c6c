import { Pool } from "undici";
import type { RecordedFetch } from "#bench/run/record-fetches";
import type { RunningGateway } from "#bench/run/start-gateway";
import type { BenchRequest } from "#bench/scenarios/scenario";

/** Something that can be driven and whose processes can be measured. */
export interface Target extends AsyncDisposable {
  readonly name: string;
  readonly pids: readonly number[];
  /** Sends the next request of the scenario and waits for its whole answer. Throws when the answer cannot be right. */
  readonly send: () => Promise<void>;
}

/** A gateway as a target. An answer shorter than `leastBytes` is a failure: under load nobody compares answers. */
export function gatewayTarget(
  name: string,
  gateway: RunningGateway,
  { requestAt, leastBytes }: { readonly requestAt: (n: number) => BenchRequest; readonly leastBytes: number },
): Target {
  const pool = new Pool(new URL(gateway.url).origin, { connections: null, pipelining: 1, headersTimeout: 120_000 });
  const path = new URL(gateway.url).pathname;
  let next = 0;
  return {
    name,
    pids: [gateway.pid],
    send: async () => {
      const { body, headers } = requestAt(next++);
      const answer = await pool.request({ path, method: "POST", headers: { ...headers }, body });
      let bytes = 0;
      for await (const chunk of answer.body) bytes += chunk.length;
      if (answer.statusCode !== 200 || bytes < leastBytes)
        throw new Error(`${name} answered with ${answer.statusCode} and ${bytes} bytes under load.`);
    },
    [Symbol.asyncDispose]: async () => {
      await pool.close();
      await gateway[Symbol.asyncDispose]();
    },
  };
}

/** The subgraphs alone: what a gateway of ours asks of them for one answer, each fetch once those have answered that the gateway waited for. */
export function subgraphsTarget(pids: readonly number[], fetches: readonly RecordedFetch[]): Target {
  const origins = [...new Set(fetches.map(({ url }) => new URL(url).origin))];
  const pools = new Map(origins.map((origin) => [origin, new Pool(origin, { connections: null, pipelining: 1 })]));
  const send = async ({ url, body, headers }: RecordedFetch): Promise<void> => {
    const { origin, pathname } = new URL(url);
    const answer = await pools.get(origin)?.request({ path: pathname, method: "POST", headers: { ...headers }, body });
    await answer?.body.dump({ limit: Number.POSITIVE_INFINITY });
  };
  return {
    name: "subgraphs",
    pids,
    send: async () => {
      const answered: Promise<void>[] = [];
      for (const fetch of fetches) answered.push(Promise.all(fetch.after.flatMap((at) => answered[at] ?? [])).then(() => send(fetch)));
      await Promise.all(answered);
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
}

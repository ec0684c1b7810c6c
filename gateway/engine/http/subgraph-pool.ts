import type { Meter, ObservableResult } from "@opentelemetry/api";
import { Pool } from "undici";
import { exchange, type HttpAnswer, type HttpCall } from "./exchange.js";

/** How a subgraph's connections are bounded. */
export interface SubgraphPoolOptions {
  readonly subgraph: string;
  readonly origin: string;
  /** Most connections. */
  readonly connections: number;
  /** Most calls that wait for a connection. */
  readonly maxWaiting: number;
  readonly meter: Meter;
}

/** The connections to one subgraph. */
export interface SubgraphPool {
  /** Sends a call when a connection is free. Rejects as `exchange` does, and with `PoolFull`. */
  readonly send: (call: HttpCall) => Promise<HttpAnswer>;
  readonly close: () => Promise<void>;
}

/** As many calls wait for a connection as may. */
export class PoolFull extends Error {
  override readonly name = "PoolFull";
}

/** Opens a pool of kept-alive connections with a bounded queue, told by the gauge `passerelle_subgraph_requests`. */
export function createSubgraphPool({ subgraph, origin, connections, maxWaiting, meter }: SubgraphPoolOptions): SubgraphPool {
  // Each call keeps its own time: undici's timers for headers and body are off.
  const pool = new Pool(origin, { connections, keepAliveTimeout: 30_000, connectTimeout: 3000, headersTimeout: 0, bodyTimeout: 0 });
  let open = 0;
  const requests = meter.createObservableGauge("passerelle_subgraph_requests", {
    description: "Requests to subgraphs over HTTP that wait for a connection or are under way.",
  });
  const read = (result: ObservableResult): void => {
    result.observe(Math.min(open, connections), { subgraph, state: "under_way" });
    result.observe(Math.max(0, open - connections), { subgraph, state: "waiting" });
  };
  requests.addCallback(read);
  return {
    send: async (call) => {
      if (open >= connections + maxWaiting) throw new PoolFull(`${maxWaiting} requests wait already`);
      open += 1;
      try {
        return await exchange(pool, call);
      } finally {
        open -= 1;
      }
    },
    close: async () => {
      requests.removeCallback(read);
      await pool.close();
    },
  };
}

import type { Source } from "../source.js";

/** Subscriptions at a subgraph over HTTP, whatever carries them. */
export interface HttpStreams {
  readonly subscribe: NonNullable<Source["subscribe"]>;
  /** Ends every connection. */
  readonly close: () => Promise<void>;
}

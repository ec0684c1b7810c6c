/**
 * What travels with one piece of work from the request to the vendor: how long it may take, and whether somebody still waits for it.
 */
export interface Call {
  /** Aborts when nobody waits any more. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds since the epoch after which an answer is of no use; a vendor call gets what is left of it, at most. */
  readonly deadline?: number | undefined;
}

/** Loads at most once; all callers share the one promise, a failed one too. For things that live as long as one client request. */
export function once<Value>(load: () => Promise<Value>): () => Promise<Value> {
  let loading: Promise<Value> | undefined;
  return () => (loading ??= load());
}

import DataLoader from "dataloader";

/** Reads many keys at once; what is absent from the map is unknown, and a key with an error fails alone. */
export type LoadMany<Key, Value> = (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value | Error>>;

/**
 * A DataLoader over a batched read that answers with a map: all keys asked for in one tick travel together, each key once, and an unknown key
 * gives `undefined`. Make one per client request, so that nothing read for one viewer reaches another.
 */
export function keyLoader<Key extends string, Value>(loadMany: LoadMany<Key, Value>): DataLoader<Key, Value | undefined> {
  return new DataLoader(async (keys) => {
    const found = await loadMany(keys);
    return keys.map((key) => found.get(key));
  });
}

/** Builds a global id, for example `gid://shopify/Product/1` (https://shopify.dev/docs/api/usage/gids). */
export function gid(type: string, id: number | string): string {
  return `gid://shopify/${type}/${id}`;
}

/** The last part of a global id of the given type, its query string left out; `undefined` for another type or no global id at all. */
export function idOf(type: string, globalId: string | null | undefined): string | undefined {
  const prefix = `gid://shopify/${type}/`;
  if (!globalId?.startsWith(prefix)) return undefined;
  return globalId.slice(prefix.length).split("?", 1)[0];
}

/** The type named in a global id. */
export function typeOf(globalId: string): string | undefined {
  return /^gid:\/\/shopify\/(\w+)\/./.exec(globalId)?.[1];
}

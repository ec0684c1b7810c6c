import type { CartId } from "#model";
import { batched, pagesByCursor, type Call, type CartsPort, type ConnectorContext } from "#sdk";
import type { ShopifyApi } from "./client.js";
import { toCart } from "./mapping.js";
import { CART_LINES, cartsOperation, type CartNode } from "./operations/carts.js";
import type { ShopifySettings } from "./settings.js";

/** Carts in one answer; each comes with up to 250 lines. */
const maxBatch = 25;
const prefix = "gid://shopify/Cart/";
const nothing = 0;

/** Carts of the Storefront API, by global id or by token, with or without `?key=`; without the key Shopify does not tell who buys. */
export function shopifyCarts(api: ShopifyApi, { settings }: Pick<ConnectorContext<ShopifySettings>, "settings">): CartsPort {
  const [namespace = "", key = ""] = settings.customerNumberMetafield.split(".");
  return {
    carts: (ids, call) =>
      batched({
        // What cannot be a cart's id is unknown; asking for it would fail the whole batch.
        keys: ids.filter((id) => globalId(id) !== undefined),
        size: maxBatch,
        load: async (batch) => {
          const cartIds = batch.map((id, index) => [`id${index}`, globalId(id)] as const);
          const variables = { namespace, key, ...Object.fromEntries(cartIds) };
          const data = await api.read({ operation: cartsOperation(batch.length), variables, maxCost: nothing }, call);
          const carts = batch.map(async (id, index) => {
            const cart = data[`cart${index}`];
            return cart ? [[id, toCart(id, cart, await allLines(api, cart, call))] as const] : [];
          });
          return new Map((await Promise.all(carts)).flat());
        },
      }),
  };
}

function globalId(id: CartId): string | undefined {
  const local = id.startsWith(prefix) ? id.slice(prefix.length) : id;
  return /^[\w-]+(?:\?key=[\w-]+)?$/u.test(local) ? prefix + local : undefined;
}

/** The lines that came with the cart, and those of carts with more than a page of them. */
async function allLines(api: ShopifyApi, { id, lines }: CartNode, call: Call): Promise<CartNode["lines"]["nodes"]> {
  const all = [...lines.nodes];
  if (!lines.pageInfo.hasNextPage) return all;
  const pages = pagesByCursor<CartNode["lines"] | undefined>({
    from: lines.pageInfo.endCursor ?? undefined,
    load: async (after) => (await api.read({ operation: CART_LINES, variables: { id, after }, maxCost: nothing }, call)).cart?.lines,
    nextOf: (page) => (page?.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? undefined) : undefined),
  });
  for await (const page of pages) all.push(...(page?.nodes ?? []));
  return all;
}

import { idOf } from "../gid.js";
import type { CartRecord } from "../records.js";
import type { StorefrontScope } from "./storefront-scope.js";

/** A cart, and whether the caller showed the secret half of its id. */
export interface FoundCart {
  readonly cart: CartRecord;
  /** Who buys is only shown to those who know the key (https://shopify.dev/docs/storefronts/headless/building-with-the-storefront-api/cart/manage). */
  readonly isTrusted: boolean;
}

/** The cart with that global id, `gid://shopify/Cart/<token>?key=<key>`; a wrong key finds nothing. */
export function findCart({ data }: StorefrontScope, id: string): FoundCart | undefined {
  const cart = data.carts.get(idOf("Cart", id) ?? "");
  if (cart === undefined) return undefined;
  const key = /[?&]key=([^&]*)/.exec(id)?.[1];
  return key === undefined || key === cart.key ? { cart, isTrusted: key !== undefined } : undefined;
}

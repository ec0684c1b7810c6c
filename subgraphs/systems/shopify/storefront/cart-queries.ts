import { gid, idOf } from "../gid.js";
import { cartNode } from "./cart-node.js";
import { findCart } from "./find-cart.js";
import { productNode, variantNode } from "./merchandise-node.js";
import type { StorefrontScope } from "./storefront-scope.js";

interface ById {
  readonly id: string;
}

/** Entry points of the Storefront API's queries. */
export function cartQueries(scope: StorefrontScope) {
  return {
    cart: ({ id }: ById) => cartById(scope, id),
    node: ({ id }: ById) => cartById(scope, id) ?? merchandiseById(scope, id),
    shop: () => {
      const { id, name, domain } = scope.data.shop();
      return { __typename: "Shop", id: gid("Shop", id), name, primaryDomain: { host: domain, url: `https://${domain}`, sslEnabled: true } };
    },
  };
}

function cartById(scope: StorefrontScope, id: string): unknown {
  const found = findCart(scope, id);
  return found === undefined ? null : cartNode(scope, found);
}

function merchandiseById(scope: StorefrontScope, id: string): unknown {
  const variant = scope.data.variants.get(idOf("ProductVariant", id) ?? "");
  const product = scope.data.products.get(idOf("Product", id) ?? "");
  if (variant !== undefined) return variantNode(scope, variant);
  return product === undefined ? null : productNode(scope, product);
}

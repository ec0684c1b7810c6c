import { gid } from "../gid.js";
import type { ShopData } from "../shop-data.js";

/** The shop as the Admin API shows it. */
export function shopNode(data: ShopData): unknown {
  const shop = data.shop();
  return {
    __typename: "Shop",
    id: gid("Shop", shop.id),
    name: shop.name,
    email: shop.email,
    contactEmail: shop.email,
    currencyCode: shop.currency,
    myshopifyDomain: shop.domain,
    url: `https://${shop.domain}`,
    ianaTimezone: "Europe/Paris",
    taxesIncluded: false,
    createdAt: shop.createdAt,
    updatedAt: shop.createdAt,
  };
}

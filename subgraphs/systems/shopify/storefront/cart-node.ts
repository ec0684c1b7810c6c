import { Decimal } from "decimal.js";
import { connect, type PageArgs } from "../connection.js";
import { gid } from "../gid.js";
import { metafieldOf } from "../metafield.js";
import { moneyV2 } from "../money.js";
import type { CartLineRecord, CartRecord, CustomerRecord } from "../records.js";
import { mustGet } from "../shop-data.js";
import type { FoundCart } from "./find-cart.js";
import { variantNode } from "./merchandise-node.js";
import type { StorefrontScope } from "./storefront-scope.js";

/** A cart as the Storefront API shows it (https://shopify.dev/docs/api/storefront/latest/objects/Cart). */
export function cartNode(scope: StorefrontScope, { cart, isTrusted }: FoundCart): unknown {
  const { domain } = scope.data.shop();
  return {
    __typename: "Cart",
    id: cartGid(cart),
    createdAt: cart.createdAt,
    updatedAt: cart.updatedAt,
    checkoutUrl: `https://${domain}/cart/c/${cart.token}?key=${cart.key}`,
    note: cart.note,
    ...attributesOf(cart),
    totalQuantity: cart.lines.reduce((sum, { quantity }) => sum + quantity, 0),
    buyerIdentity: isTrusted ? buyerOf(scope, cart) : { countryCode: cart.countryCode, customer: null, email: null, phone: null },
    cost: costOf(scope, cart),
    lines: (args: PageArgs) => connect(cart.lines, args, { idOf: ({ id }) => id, nodeOf: (line) => lineNode(scope, cart, line) }),
    metafield: () => null,
  };
}

/** A cart's global id with its secret key. */
export function cartGid({ token, key }: CartRecord): string {
  return `${gid("Cart", token)}?key=${key}`;
}

/** The global id of one line of a cart. */
export function lineGid(cart: CartRecord, line: CartLineRecord): string {
  return `${gid("CartLine", line.id)}?cart=${cart.token}`;
}

function attributesOf({ attributes }: Pick<CartRecord, "attributes">) {
  return {
    attributes,
    attribute: ({ key }: { readonly key: string }) => attributes.find((one) => one.key === key) ?? null,
  };
}

function buyerOf({ data }: StorefrontScope, cart: CartRecord): unknown {
  const customer = cart.customerId === null ? undefined : data.customers.get(cart.customerId);
  return { countryCode: cart.countryCode, email: cart.email, phone: cart.phone, customer: customer ? customerNode(customer) : null };
}

function customerNode(record: CustomerRecord): unknown {
  return {
    __typename: "Customer",
    id: gid("Customer", record.id),
    firstName: record.firstName,
    lastName: record.lastName,
    displayName: `${record.firstName} ${record.lastName}`,
    email: record.email,
    phone: record.phone,
    tags: record.tags,
    metafield: metafieldOf(record.id, { custom: { customer_number: record.number } }, record.createdAt),
  };
}

function costOf({ data }: StorefrontScope, cart: CartRecord): unknown {
  const sum = cart.lines.reduce(
    (total, line) => total.plus(new Decimal(mustGet(data.variants, line.variantId).price).mul(line.quantity)),
    new Decimal(0),
  );
  const amount = moneyV2(sum, data.shop().currency);
  return {
    subtotalAmount: amount,
    subtotalAmountEstimated: false,
    totalAmount: amount,
    totalAmountEstimated: true,
    checkoutChargeAmount: amount,
    totalTaxAmount: null,
    totalTaxAmountEstimated: true,
  };
}

function lineNode(scope: StorefrontScope, cart: CartRecord, line: CartLineRecord): unknown {
  const { data } = scope;
  const variant = mustGet(data.variants, line.variantId);
  const { currency } = data.shop();
  const total = moneyV2(new Decimal(variant.price).mul(line.quantity), currency);
  return {
    __typename: "CartLine",
    id: lineGid(cart, line),
    quantity: line.quantity,
    ...attributesOf(line),
    merchandise: () => variantNode(scope, variant),
    cost: {
      amountPerQuantity: moneyV2(variant.price, currency),
      compareAtAmountPerQuantity: variant.compareAtPrice === null ? null : moneyV2(variant.compareAtPrice, currency),
      subtotalAmount: total,
      totalAmount: total,
    },
  };
}

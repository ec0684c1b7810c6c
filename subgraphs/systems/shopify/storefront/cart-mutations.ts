import { randomBytes } from "node:crypto";
import { idOf } from "../gid.js";
import type { CartLineRecord, CartRecord } from "../records.js";
import { vendorError } from "../vendor-error.js";
import { cartNode } from "./cart-node.js";
import { findCart } from "./find-cart.js";
import type { StorefrontScope } from "./storefront-scope.js";
import { apiVersion } from "../api-version.js";

type Attributes = CartRecord["attributes"];

interface LineInput {
  readonly merchandiseId: string;
  readonly quantity?: number | null;
  readonly attributes?: Attributes | null;
}

interface LineUpdate {
  readonly id: string;
  readonly merchandiseId?: string | null;
  readonly quantity?: number | null;
  readonly attributes?: Attributes | null;
}

interface CartInput {
  readonly lines?: readonly LineInput[] | null;
  readonly note?: string | null;
  readonly attributes?: Attributes | null;
  readonly buyerIdentity?: { readonly email?: string | null; readonly phone?: string | null; readonly countryCode?: string | null } | null;
}

interface UserError {
  readonly field: readonly string[];
  readonly message: string;
  readonly code: string;
}

/** The cart mutations of the Storefront API (https://shopify.dev/docs/storefronts/headless/building-with-the-storefront-api/cart/manage). */
export function cartMutations(scope: StorefrontScope) {
  return {
    cartCreate: ({ input }: { readonly input?: CartInput | null }) => createCart(scope, input ?? {}),
    cartLinesAdd: ({ cartId, lines }: { readonly cartId: string; readonly lines: readonly LineInput[] }) =>
      changeCart(scope, cartId, {
        mutation: "cartLinesAdd",
        errors: merchandiseErrors(scope, lines),
        change: (cart) => ({ lines: merged(cart.lines, newLines(lines)) }),
      }),
    cartLinesUpdate: ({ cartId, lines }: { readonly cartId: string; readonly lines: readonly LineUpdate[] }) =>
      changeCart(scope, cartId, {
        mutation: "cartLinesUpdate",
        errors: lineErrors(scope, cartId, lines),
        change: (cart) => ({ lines: updated(cart.lines, lines) }),
      }),
    cartLinesRemove: ({ cartId, lineIds }: { readonly cartId: string; readonly lineIds: readonly string[] }) =>
      changeCart(scope, cartId, {
        mutation: "cartLinesRemove",
        errors: lineErrors(
          scope,
          cartId,
          lineIds.map((id) => ({ id })),
        ),
        change: (cart) => ({ lines: cart.lines.filter(({ id }) => !lineIds.some((lineId) => idOf("CartLine", lineId) === id)) }),
      }),
    cartAttributesUpdate: ({ cartId, attributes }: { readonly cartId: string; readonly attributes: Attributes }) =>
      changeCart(scope, cartId, { mutation: "cartAttributesUpdate", errors: [], change: () => ({ attributes }) }),
  };
}

function createCart(scope: StorefrontScope, input: CartInput): unknown {
  const lines = input.lines ?? [];
  const userErrors = merchandiseErrors(scope, lines).map((error) => ({ ...error, field: ["input", ...error.field] }));
  if (userErrors.length > 0) return { cart: null, userErrors, warnings: [] };
  const at = scope.world.now().toISOString();
  const cart: CartRecord = {
    token: randomBytes(16).toString("hex"),
    key: randomBytes(16).toString("hex"),
    customerId: null,
    email: input.buyerIdentity?.email ?? null,
    phone: input.buyerIdentity?.phone ?? null,
    countryCode: input.buyerIdentity?.countryCode ?? null,
    note: input.note ?? "",
    attributes: input.attributes ?? [],
    lines: merged([], newLines(lines)),
    createdAt: at,
    updatedAt: at,
  };
  accept(scope, "cartCreate", cart);
  return { cart: () => cartNode(scope, { cart, isTrusted: true }), userErrors: [], warnings: [] };
}

interface CartChange {
  readonly mutation: string;
  readonly errors: readonly UserError[];
  readonly change: (cart: CartRecord) => Partial<CartRecord>;
}

function changeCart(scope: StorefrontScope, cartId: string, { mutation, errors, change }: CartChange): unknown {
  const found = findCart(scope, cartId);
  if (found === undefined) {
    return {
      cart: null,
      userErrors: [{ field: ["cartId"], message: "The specified cart does not exist.", code: "INVALID" }],
      warnings: [],
    };
  }
  if (errors.length > 0) return { cart: () => cartNode(scope, found), userErrors: errors, warnings: [] };
  const cart = accept(scope, mutation, { ...found.cart, ...change(found.cart), updatedAt: scope.world.now().toISOString() });
  return { cart: () => cartNode(scope, { ...found, cart }), userErrors: [], warnings: [] };
}

function accept({ data, world }: StorefrontScope, mutation: string, cart: CartRecord): CartRecord {
  const write = {
    method: "POST",
    path: `/api/${apiVersion}/graphql.json`,
    operation: mutation,
    body: { token: cart.token, lines: cart.lines },
  };
  return world.journal.accept(write, () => data.carts.put(cart.token, cart));
}

function merchandiseErrors({ data }: StorefrontScope, lines: readonly LineInput[]): UserError[] {
  if (lines.length > 250)
    throw vendorError(`The input array size of ${lines.length} is greater than the maximum allowed of 250.`, "MAX_INPUT_SIZE_EXCEEDED");
  return lines.flatMap(({ merchandiseId, quantity }, index): UserError[] => {
    const field = ["lines", String(index)];
    if (!data.variants.has(idOf("ProductVariant", merchandiseId) ?? "")) {
      return [{ field: [...field, "merchandiseId"], message: `The merchandise with id ${merchandiseId} does not exist.`, code: "INVALID" }];
    }
    return (quantity ?? 1) < 0
      ? [{ field: [...field, "quantity"], message: "Quantity must be greater than or equal to 0.", code: "INVALID" }]
      : [];
  });
}

function lineErrors(scope: StorefrontScope, cartId: string, lines: readonly { readonly id: string }[]): UserError[] {
  const known = findCart(scope, cartId)?.cart.lines ?? [];
  return lines.flatMap(({ id }, index): UserError[] => {
    if (known.some((line) => line.id === idOf("CartLine", id))) return [];
    return [
      {
        field: ["lines", String(index), "id"],
        message: `The merchandise line with id ${id} does not exist.`,
        code: "INVALID_MERCHANDISE_LINE",
      },
    ];
  });
}

function newLines(lines: readonly LineInput[]): CartLineRecord[] {
  return lines.map(({ merchandiseId, quantity, attributes }) => ({
    id: randomBytes(16).toString("hex"),
    variantId: Number(idOf("ProductVariant", merchandiseId)),
    quantity: quantity ?? 1,
    attributes: attributes ?? [],
  }));
}

/** The same merchandise with the same attributes is one line. */
function merged(lines: readonly CartLineRecord[], added: readonly CartLineRecord[]): CartLineRecord[] {
  const sameAs = (one: CartLineRecord) => (other: CartLineRecord) =>
    other.variantId === one.variantId && JSON.stringify(other.attributes) === JSON.stringify(one.attributes);
  return added.reduce<CartLineRecord[]>(
    (result, line) => {
      if (!result.some(sameAs(line))) return [...result, line];
      return result.map((other) => (sameAs(line)(other) ? { ...other, quantity: other.quantity + line.quantity } : other));
    },
    [...lines],
  );
}

function updated(lines: readonly CartLineRecord[], updates: readonly LineUpdate[]): CartLineRecord[] {
  const changed = lines.map((line) => {
    const update = updates.find(({ id }) => idOf("CartLine", id) === line.id);
    if (update === undefined) return line;
    return {
      ...line,
      variantId: update.merchandiseId ? Number(idOf("ProductVariant", update.merchandiseId)) : line.variantId,
      quantity: update.quantity ?? line.quantity,
      attributes: update.attributes ?? line.attributes,
    };
  });
  return changed.filter(({ quantity }) => quantity > 0);
}

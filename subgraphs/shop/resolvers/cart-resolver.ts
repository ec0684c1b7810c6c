import "reflect-metadata";
import { Arg, Ctx, ID, Query, Resolver } from "type-graphql";
import { cartId, type CartRecord } from "#model";
import { checkKeys } from "#platform";
import type { ShopContext } from "../context.js";
import { CartType } from "../schema/shop-types.js";

/** Carts. */
@Resolver(() => CartType)
export class CartResolver {
  @Query(() => CartType, { nullable: true, description: "A cart by its id; null when unknown, or when it belongs to another customer." })
  async cart(@Arg("id", () => ID, { description: "The shop's id of the cart." }) id: string, @Ctx() ctx: ShopContext) {
    checkKeys([id], "id");
    return loadCart(id, ctx);
  }
}

/** A cart that the viewer may see: nobody's, their own, or any with `carts:read`. */
export async function loadCart(id: string, ctx: ShopContext): Promise<CartType | undefined> {
  const cart = await ctx.carts.load(cartId(id));
  const mayRead = cart && (cart.customer === undefined || cart.customer === ctx.viewer.customer || ctx.viewer.scopes.has("carts:read"));
  return mayRead ? toCart(cart) : undefined;
}

function toCart(cart: CartRecord): CartType {
  const { customer, lines, ...rest } = cart;
  return {
    ...rest,
    ...(customer && { customer: { id: customer } }),
    lines: lines.map(({ sku, ...line }) => ({ ...line, ...(sku && { product: { sku } }) })),
  };
}

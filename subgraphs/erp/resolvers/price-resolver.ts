import "reflect-metadata";
import { Arg, Ctx, FieldResolver, Float, Resolver, Root } from "type-graphql";
import { checkQuantity } from "#platform";
import type { ErpContext } from "../context.js";
import { PriceBreakType, PriceType } from "../schema/price-types.js";
import { ProductType } from "../schema/product-type.js";
import { toPrice } from "../to-price.js";

/** The viewer's prices of a product. */
@Resolver(() => ProductType)
export class PriceResolver {
  @FieldResolver(() => PriceType, {
    nullable: true,
    description:
      "The viewer's price of one unit when they buy this quantity; null when there is none, or the ERP cannot be asked (then with an error).",
  })
  async price(
    @Root() product: ProductType,
    @Ctx() ctx: ErpContext,
    @Arg("quantity", () => Float, { defaultValue: 1, description: "How much is bought, in the product's unit of sale." }) quantity = 1,
  ): Promise<PriceType | undefined> {
    checkQuantity(quantity);
    const observed = await ctx.prices.load(product.sku);
    return observed && toPrice(observed, quantity, ctx.source);
  }

  @FieldResolver(() => [PriceBreakType], { nullable: true, description: "The viewer's prices by quantity, smallest quantity first." })
  async priceBreaks(@Root() product: ProductType, @Ctx() ctx: ErpContext): Promise<PriceBreakType[] | undefined> {
    const observed = await ctx.prices.load(product.sku);
    return observed ? [...observed.value.breaks] : [];
  }
}

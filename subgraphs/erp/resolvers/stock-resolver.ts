import "reflect-metadata";
import { Arg, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import type { ErpContext } from "../context.js";
import { ProductType } from "../schema/product-type.js";
import { LocationType, StockType } from "../schema/stock-types.js";
import { checkLocations, toLocation, toStock } from "../to-stock.js";

/** Stock of a product. */
@Resolver(() => ProductType)
export class StockResolver {
  @FieldResolver(() => StockType, {
    nullable: true,
    description:
      "Stock over the given locations, or all; null when the ERP does not know the product, or cannot be asked (then with an error).",
  })
  async stock(
    @Root() product: ProductType,
    @Ctx() ctx: ErpContext,
    @Arg("locations", () => [ID], { nullable: true, description: "Only these locations." }) wanted?: string[],
  ): Promise<StockType | undefined> {
    const [observed, locations] = await Promise.all([ctx.stock.load(product.sku), ctx.locations()]);
    checkLocations(wanted, locations);
    return observed && toStock(observed, ctx.source, { wanted, locations });
  }

  @Directive("@cacheControl(maxAge: 3600)")
  @Query(() => [LocationType], { nullable: true, description: "All places that hold stock." })
  async locations(@Ctx() ctx: ErpContext): Promise<LocationType[]> {
    return [...(await ctx.locations()).values()].map(toLocation);
  }
}

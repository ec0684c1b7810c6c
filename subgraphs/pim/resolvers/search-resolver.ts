import "reflect-metadata";
import { Arg, Ctx, Int, Query, Resolver } from "type-graphql";
import type { PimContext } from "../context.js";
import { checkKeys, checkPageSize } from "#platform";
import { toConnection } from "#model/graphql";
import { ProductConnection, ProductFilter, ProductSort } from "../schema/search-types.js";
import type { ProductConditions } from "../search/fits.js";

/** Search over the catalogue. */
@Resolver()
export class SearchResolver {
  @Query(() => ProductConnection, { nullable: true, description: "Products that fit a text and a filter, in pages." })
  async searchProducts(
    @Ctx() ctx: PimContext,
    @Arg("text", () => String, { nullable: true, description: "Words of name, brand, description or SKU, in any language." }) text?: string,
    @Arg("filter", () => ProductFilter, { nullable: true, description: "Conditions; all must hold." }) filter?: ProductFilter,
    @Arg("sort", () => ProductSort, { nullable: true, description: "Order; RELEVANCE when left out." }) sort?: ProductSort,
    @Arg("first", () => Int, { defaultValue: 20, description: "Size of the page, 1 to 100." }) first = 20,
    @Arg("after", () => String, { nullable: true, description: "`endCursor` of the page before." }) after?: string,
  ): Promise<ProductConnection> {
    const page = await ctx.index.search(
      {
        text,
        conditions: conditionsOf(filter),
        order: sort ?? ProductSort.RELEVANCE,
        language: ctx.languages.preferred,
        first: checkPageSize(first),
        after,
      },
      ctx.call,
    );
    const connection = toConnection(page, after, (sku) => ({ sku }));
    return { ...connection, edges: [...connection.edges], nodes: [...connection.nodes] };
  }
}

function conditionsOf(filter: ProductFilter | undefined): ProductConditions {
  if (filter?.skus) checkKeys(filter.skus, "filter.skus");
  return {
    skus: filter?.skus,
    categories: filter?.categories,
    families: filter?.families,
    brands: filter?.brands,
    attributes: filter?.attributes,
    updatedSince: filter?.updatedSince?.toISOString(),
    onlyEnabled: filter?.onlyEnabled ?? true,
  };
}

import "reflect-metadata";
import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { requireScope } from "#platform";
import type { ErpContext } from "../context.js";
import { ProductType } from "../schema/product-type.js";
import { BillOfMaterialsType, SupplierOfferType } from "../schema/supply-types.js";

const scope = "suppliers:read";

/** Where a product comes from; for staff. */
@Resolver(() => ProductType)
export class SupplyResolver {
  @FieldResolver(() => [SupplierOfferType], {
    nullable: true,
    description: "Who supplies the product, and how; needs the scope `suppliers:read`.",
  })
  async suppliers(@Root() product: ProductType, @Ctx() ctx: ErpContext): Promise<SupplierOfferType[]> {
    requireScope(ctx.viewer, scope, "suppliers");
    return [...((await ctx.offers.load(product.sku)) ?? [])];
  }

  @FieldResolver(() => BillOfMaterialsType, {
    nullable: true,
    description: "What the product is made of, null when it is not made here; needs the scope `suppliers:read`.",
  })
  async billOfMaterials(@Root() product: ProductType, @Ctx() ctx: ErpContext): Promise<BillOfMaterialsType | undefined> {
    requireScope(ctx.viewer, scope, "billOfMaterials");
    const bill = await ctx.billsOfMaterials.load(product.sku);
    if (!bill) return undefined;
    const components = bill.components.map(({ sku, ...rest }) => ({ ...rest, ...(sku && { product: { sku } }) }));
    return { outputQuantity: bill.outputQuantity, components };
  }
}

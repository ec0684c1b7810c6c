import "reflect-metadata";
import { Field, Float, ID, Int, ObjectType } from "type-graphql";
import { MoneyType } from "#model/graphql";
import { ProductType } from "./product-type.js";

/** A supplier. */
@ObjectType("Supplier", { description: "Who supplies a product." })
export class SupplierType {
  @Field(() => ID, { description: "The ERP's code of the supplier." })
  code: string;

  @Field(() => String, { description: "The supplier's name." })
  name: string;
}

/** What a supplier asks for a product. */
@ObjectType("SupplierOffer", { description: "What a supplier asks for a product; for staff." })
export class SupplierOfferType {
  @Field(() => SupplierType, { description: "Who offers." })
  supplier: SupplierType;

  @Field(() => String, { nullable: true, description: "The supplier's own name of the product." })
  supplierSku?: string | undefined;

  @Field(() => MoneyType, { nullable: true, description: "Purchase price of one unit." })
  price?: MoneyType | undefined;

  @Field(() => Float, { description: "Smallest quantity that can be ordered at this price." })
  minimumQuantity: number;

  @Field(() => Int, { nullable: true, description: "Days from order to delivery." })
  leadTimeDays?: number | undefined;
}

/** One component of a made product. */
@ObjectType("BillOfMaterialsComponent", { description: "One component of a made product." })
export class ComponentType {
  @Field(() => ProductType, { nullable: true, description: "The component as a product, when it has a SKU." })
  product?: ProductType | undefined;

  @Field(() => String, { description: "The component's name in the ERP." })
  name: string;

  @Field(() => Float, { description: "How much of it goes into the output, in the component's unit." })
  quantity: number;
}

/** A bill of materials. */
@ObjectType("BillOfMaterials", { description: "What a made product is made of; for staff." })
export class BillOfMaterialsType {
  @Field(() => Float, { description: "How many units the components make." })
  outputQuantity: number;

  @Field(() => [ComponentType], { description: "The components." })
  components: ComponentType[];
}

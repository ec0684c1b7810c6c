import "reflect-metadata";
import { Directive, Field, ID, ObjectType } from "type-graphql";
import type { Category, Sku } from "#model";

/** A product as the PIM subgraph knows it: a SKU, its content loaded when asked for. */
@Directive('@key(fields: "sku")')
@Directive("@cacheControl(maxAge: 300)")
@ObjectType("Product", {
  description: "A sellable product: its content comes from the PIM, stock and price from the ERP, listings from the shop.",
})
export class ProductType {
  @Field(() => ID, { description: "Stock keeping unit: the one name of the product in every system." })
  sku: Sku;
}

/** A category of the content tree. */
@Directive('@key(fields: "code")')
@Directive("@cacheControl(maxAge: 3600)")
@ObjectType("Category", { description: "A category of the content tree." })
export class CategoryType {
  readonly category: Category;

  @Field(() => ID, { description: "The PIM's code of the category." })
  code: string;
}

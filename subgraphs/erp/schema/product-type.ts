import "reflect-metadata";
import { Directive, Field, ID, ObjectType } from "type-graphql";
import type { Sku } from "#model";

/** A product as the ERP subgraph knows it. */
@Directive('@key(fields: "sku")')
@ObjectType("Product")
export class ProductType {
  @Field(() => ID)
  sku: Sku;
}

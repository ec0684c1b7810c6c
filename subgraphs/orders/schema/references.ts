import "reflect-metadata";
import { Directive, Field, ID, ObjectType } from "type-graphql";
import type { CustomerId, LocationId, Sku } from "#model";

/** A product as the orders subgraph names it. */
@Directive('@key(fields: "sku", resolvable: false)')
@ObjectType("Product")
export class ProductType {
  @Field(() => ID)
  sku: Sku;
}

/** A place as the orders subgraph names it. */
@Directive('@key(fields: "id", resolvable: false)')
@ObjectType("Location")
export class LocationType {
  @Field(() => ID)
  id: LocationId;
}

/** A customer, to whom this subgraph adds their orders. */
@Directive('@key(fields: "id")')
@ObjectType("Customer")
export class CustomerType {
  @Field(() => ID)
  id: CustomerId;
}

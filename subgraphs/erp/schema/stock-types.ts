import "reflect-metadata";
import { Directive, Field, Float, ID, ObjectType, registerEnumType } from "type-graphql";
import { DateTimeScalar } from "#model/graphql";

/** What a location is. */
export enum LocationKind {
  WAREHOUSE = "WAREHOUSE",
  SHOP = "SHOP",
}
registerEnumType(LocationKind, {
  name: "LocationKind",
  description: "What a location is.",
  valuesConfig: {
    WAREHOUSE: { description: "A warehouse that ships." },
    SHOP: { description: "A shop that customers visit." },
  },
});

/** A place that holds stock. */
@Directive('@key(fields: "id")')
@Directive("@cacheControl(maxAge: 3600)")
@ObjectType("Location", { description: "A place that holds stock: a warehouse or a shop." })
export class LocationType {
  @Field(() => ID, { description: "The ERP's code of the place." })
  id: string;

  @Field(() => String, { description: "Its name." })
  name: string;

  @Field(() => LocationKind, { description: "What it is." })
  kind: LocationKind;

  @Field(() => String, { nullable: true, description: "City, where known." })
  city?: string | undefined;

  @Field(() => String, { nullable: true, description: "Country as ISO 3166-1 alpha-2, where known." })
  country?: string | undefined;
}

/** Stock in one place. */
@ObjectType("StockLevel", { description: "Stock of one product in one place, in the product's unit of sale." })
export class StockLevelType {
  @Field(() => LocationType, { description: "The place." })
  location: LocationType;

  @Field(() => Float, { description: "What can be sold from here: on hand less reserved, never below zero." })
  available: number;

  @Field(() => Float, { description: "What lies there." })
  onHand: number;

  @Field(() => Float, { description: "What is promised to orders already." })
  reserved: number;
}

/** A replenishment. */
@ObjectType("Incoming", { description: "A replenishment on its way." })
export class IncomingType {
  @Field(() => LocationType, { description: "Where it will arrive." })
  location: LocationType;

  @Field(() => Float, { description: "How much, in the product's unit of sale." })
  quantity: number;

  @Field(() => DateTimeScalar, { description: "When it is expected." })
  expectedAt: string;

  @Field(() => String, { nullable: true, description: "The ERP's name of the purchase or transfer." })
  reference?: string | undefined;
}

/** Stock on the graph. */
@Directive("@cacheControl(maxAge: 5)")
@ObjectType("Stock", { description: "Stock of one product over the asked locations, with its freshness." })
export class StockType {
  @Field(() => Float, { description: "What can be sold over these locations: the sum of what is available in each." })
  available: number;

  @Field(() => Float, { description: "What lies there." })
  onHand: number;

  @Field(() => Float, { description: "What is promised to orders already." })
  reserved: number;

  @Field(() => [IncomingType], { description: "Replenishments on their way, earliest first." })
  incoming: IncomingType[];

  @Field(() => [StockLevelType], { description: "Stock by location; a location without the product is left out." })
  levels: StockLevelType[];

  @Field(() => DateTimeScalar, { description: "When the source system said so." })
  asOf: string;

  @Field(() => String, { description: "Name of the system that said so." })
  source: string;

  @Field(() => Boolean, { description: "True when the system could not be asked and its last known value is shown." })
  stale: boolean;

  @Field(() => String, { description: "The system's mark of this state: equal states have equal versions." })
  version: string;
}

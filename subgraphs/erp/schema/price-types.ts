import "reflect-metadata";
import { Directive, Field, Float, ObjectType } from "type-graphql";
import { DateTimeScalar, DecimalScalar, MoneyType } from "#model/graphql";

/** A price on the graph. */
@Directive("@cacheControl(maxAge: 5, scope: PRIVATE)")
@ObjectType("Price", { description: "The viewer's own price of one unit: from their list, else their group's, else the public one." })
export class PriceType {
  @Field(() => MoneyType, { description: "Price of one unit without tax." })
  net: MoneyType;

  @Field(() => MoneyType, { nullable: true, description: "Price of one unit with tax, where the system tells the tax." })
  gross?: MoneyType | undefined;

  @Field(() => DecimalScalar, { nullable: true, description: "Tax in per cent, for example `20`." })
  taxRate?: string | undefined;

  @Field(() => String, { nullable: true, description: "Name of the price list that the price comes from." })
  priceList?: string | undefined;

  @Field(() => Float, { description: "Smallest quantity that gets this price, in the product's unit of sale." })
  minimumQuantity: number;

  @Field(() => DateTimeScalar, { nullable: true, description: "When another price will hold." })
  validUntil?: string | undefined;

  @Field(() => DateTimeScalar, { description: "When the source system said so." })
  asOf: string;

  @Field(() => String, { description: "Name of the system that said so." })
  source: string;

  @Field(() => Boolean, { description: "True when the system could not be asked and its last known value is shown." })
  stale: boolean;
}

/** One step of a price scale. */
@Directive("@cacheControl(maxAge: 5, scope: PRIVATE)")
@ObjectType("PriceBreak", { description: "The price of one unit from a quantity on." })
export class PriceBreakType {
  @Field(() => Float, { description: "Smallest quantity that gets this price, in the product's unit of sale." })
  minimumQuantity: number;

  @Field(() => MoneyType, { description: "Price of one unit without tax." })
  net: MoneyType;

  @Field(() => MoneyType, { nullable: true, description: "Price of one unit with tax, where the system tells the tax." })
  gross?: MoneyType | undefined;

  @Field(() => DateTimeScalar, { nullable: true, description: "When another price will hold." })
  validUntil?: string | undefined;
}

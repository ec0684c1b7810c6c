import "reflect-metadata";
import { Directive, Field, ObjectType } from "type-graphql";
import type { Money } from "../money.js";
import { CurrencyCodeScalar, DecimalScalar } from "./scalars.js";

/** Money on the graph; every subgraph that speaks of money shares this type. */
@Directive("@shareable")
@ObjectType("Money", { description: "An amount of money in one currency." })
export class MoneyType implements Money {
  @Field(() => DecimalScalar, { description: "The amount as an exact decimal string; never a float." })
  amount: string;

  @Field(() => CurrencyCodeScalar, { description: "ISO 4217 code of the currency." })
  currency: string;
}

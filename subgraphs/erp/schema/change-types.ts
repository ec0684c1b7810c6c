import "reflect-metadata";
import { Field, ObjectType, registerEnumType } from "type-graphql";
import type { PriceSchedule } from "#model";
import type { Observed } from "#platform";
import { ProductType } from "./product-type.js";
import { StockType } from "./stock-types.js";

/** Whether a message tells a state or a change of it. */
export enum ChangeKind {
  SNAPSHOT = "SNAPSHOT",
  CHANGE = "CHANGE",
}
registerEnumType(ChangeKind, {
  name: "ChangeKind",
  description: "Whether a message tells a state or a change of it.",
  valuesConfig: {
    SNAPSHOT: {
      description: "The state as it is: the first message of a subject, and the next one when changes before it may be missing.",
    },
    CHANGE: { description: "The state after a change." },
  },
});

/** What a subscriber to stock is told. */
@ObjectType("StockChange", { description: "Stock of one product: first as it is, then after each change." })
export class StockChangeType {
  @Field(() => ChangeKind, { description: "Whether it is the state or a change of it." })
  kind: ChangeKind;

  @Field(() => ProductType, { description: "The product." })
  product: ProductType;

  @Field(() => StockType, { description: "Its stock over the asked locations." })
  stock: StockType;

  @Field(() => String, { description: "Subscribe with it as `after` to go on from here without a gap." })
  cursor: string;
}

/** What a subscriber to prices is told. */
@ObjectType("PriceChange", { description: "The viewer's own price of one product: first as it is, then after each change." })
export class PriceChangeType {
  @Field(() => ChangeKind, { description: "Whether it is the state or a change of it." })
  kind: ChangeKind;

  @Field(() => ProductType, { description: "The product." })
  product: ProductType;

  @Field(() => String, { description: "Subscribe with it as `after` to go on from here without a gap." })
  cursor: string;

  /** All prices on the viewer's list, of which the field `price` shows one. */
  observed: Observed<PriceSchedule> | undefined;
}

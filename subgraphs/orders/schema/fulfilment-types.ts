import "reflect-metadata";
import { Field, Float, ID, ObjectType } from "type-graphql";
import { DateScalar, DateTimeScalar, MoneyType, UrlScalar } from "#model/graphql";
import { InvoiceKind, InvoiceStatus, ShipmentStatus } from "./order-enums.js";
import { LocationType, ProductType } from "./references.js";

/** An invoice. */
@ObjectType("Invoice", { description: "An invoice or credit note of an order." })
export class InvoiceType {
  @Field(() => ID, { description: "The document's number." })
  number: string;

  @Field(() => InvoiceKind, { description: "What it is." })
  kind: InvoiceKind;

  @Field(() => InvoiceStatus, { description: "Where it stands." })
  status: InvoiceStatus;

  @Field(() => DateScalar, { nullable: true, description: "The day on which it was issued." })
  issuedAt?: string | undefined;

  @Field(() => DateScalar, { nullable: true, description: "The day on which it is due." })
  dueAt?: string | undefined;

  @Field(() => MoneyType, { description: "Sum without tax." })
  net: MoneyType;

  @Field(() => MoneyType, { description: "Tax." })
  tax: MoneyType;

  @Field(() => MoneyType, { description: "Sum with tax." })
  gross: MoneyType;

  @Field(() => MoneyType, { description: "What is still to be paid." })
  due: MoneyType;
}

/** One line of a shipment. */
@ObjectType("ShipmentLine", { description: "One product of a shipment or return." })
export class ShipmentLineType {
  @Field(() => ProductType, { nullable: true, description: "The product, when the line has a SKU." })
  product?: ProductType | undefined;

  @Field(() => Float, { description: "How much, in the product's unit of sale." })
  quantity: number;
}

/** A shipment. */
@ObjectType("Shipment", { description: "Goods on their way to a customer." })
export class ShipmentType {
  @Field(() => ID, { description: "The ERP's number of the shipment." })
  number: string;

  @Field(() => ShipmentStatus, { description: "Where it stands." })
  status: ShipmentStatus;

  @Field(() => LocationType, { nullable: true, description: "Where it leaves from." })
  location?: LocationType | undefined;

  @Field(() => DateTimeScalar, { nullable: true, description: "When it is planned." })
  plannedAt?: string | undefined;

  @Field(() => DateTimeScalar, { nullable: true, description: "When it left." })
  shippedAt?: string | undefined;

  @Field(() => String, { nullable: true, description: "Who carries it." })
  carrier?: string | undefined;

  @Field(() => String, { nullable: true, description: "The carrier's tracking number." })
  trackingNumber?: string | undefined;

  @Field(() => UrlScalar, { nullable: true, description: "Where it can be followed." })
  trackingUrl?: string | undefined;

  @Field(() => [ShipmentLineType], { description: "What is in it." })
  lines: ShipmentLineType[];
}

/** A return. */
@ObjectType("Return", { description: "Goods that come back from a customer." })
export class ReturnType {
  @Field(() => ID, { description: "The ERP's number of the return." })
  number: string;

  @Field(() => ShipmentStatus, { description: "Where it stands." })
  status: ShipmentStatus;

  @Field(() => LocationType, { nullable: true, description: "Where it arrives." })
  location?: LocationType | undefined;

  @Field(() => DateTimeScalar, { nullable: true, description: "When it arrived." })
  returnedAt?: string | undefined;

  @Field(() => String, { nullable: true, description: "Why the goods come back." })
  reason?: string | undefined;

  @Field(() => [ShipmentLineType], { description: "What comes back." })
  lines: ShipmentLineType[];
}

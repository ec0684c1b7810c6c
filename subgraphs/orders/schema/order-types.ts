import "reflect-metadata";
import { Directive, Field, Float, ID, InputType, Int, ObjectType } from "type-graphql";
import type { OrderRecord } from "#model";
import { DateTimeScalar, DecimalScalar, MoneyType, PageInfoType } from "#model/graphql";
import { OrderStatusType } from "./order-enums.js";
import { CustomerType, ProductType } from "./references.js";

/** One line of an order. */
@ObjectType("OrderLine", { description: "One line of an order." })
export class OrderLineType {
  @Field(() => ID, { description: "The ERP's id of the line." })
  id: string;

  @Field(() => ProductType, { nullable: true, description: "The product, when the line has a SKU." })
  product?: ProductType | undefined;

  @Field(() => String, { description: "The line's text in the order." })
  description: string;

  @Field(() => Float, { description: "How much was ordered, in the product's unit of sale." })
  quantity: number;

  @Field(() => Float, { nullable: true, description: "How much has left, when the ERP tells." })
  shippedQuantity?: number | undefined;

  @Field(() => MoneyType, { description: "Price of one unit without tax." })
  unitPrice: MoneyType;

  @Field(() => DecimalScalar, { nullable: true, description: "Tax in per cent." })
  taxRate?: string | undefined;

  @Field(() => MoneyType, { description: "Price of the line without tax, after discounts." })
  net: MoneyType;

  @Field(() => MoneyType, { nullable: true, description: "Price of the line with tax." })
  gross?: MoneyType | undefined;
}

/** A postal address of an order. */
@ObjectType("OrderAddress", { description: "A postal address as it stood when the order was placed." })
export class OrderAddressType {
  @Field(() => String, { nullable: true, description: "Name on the address." })
  name?: string | undefined;

  @Field(() => String, { nullable: true, description: "Street and number." })
  street?: string | undefined;

  @Field(() => String, { nullable: true, description: "City." })
  city?: string | undefined;

  @Field(() => String, { nullable: true, description: "Postal code." })
  postalCode?: string | undefined;

  @Field(() => String, { nullable: true, description: "State, county or region." })
  region?: string | undefined;

  @Field(() => String, { nullable: true, description: "Country as ISO 3166-1 alpha-2 where known." })
  country?: string | undefined;
}

/** An order on the graph; what hangs on it is loaded from `record` when asked for. */
@Directive('@key(fields: "id")')
@Directive("@cacheControl(maxAge: 0, scope: PRIVATE)")
@ObjectType("Order", { description: "An order: readable by its customer, and by staff with `orders:read`." })
export class OrderType {
  readonly record: OrderRecord;

  @Field(() => ID, { description: "The merchant's order number." })
  id: string;

  @Field(() => String, { nullable: true, description: "The reference that an outside system gave it." })
  externalReference?: string | undefined;

  @Field(() => CustomerType, { nullable: true, description: "Who ordered." })
  customer?: CustomerType | undefined;

  @Field(() => OrderStatusType, { description: "Where it stands." })
  status: OrderStatusType;

  @Field(() => DateTimeScalar, { description: "When it was placed." })
  placedAt: string;

  @Field(() => DateTimeScalar, { nullable: true, description: "When it changed last." })
  updatedAt?: string | undefined;

  @Field(() => [OrderLineType], { description: "What was ordered." })
  lines: OrderLineType[];

  @Field(() => MoneyType, { description: "Sum without tax." })
  net: MoneyType;

  @Field(() => MoneyType, { description: "Tax." })
  tax: MoneyType;

  @Field(() => MoneyType, { description: "Sum with tax." })
  gross: MoneyType;

  @Field(() => OrderAddressType, { nullable: true, description: "Where the invoice goes." })
  billingAddress?: OrderAddressType | undefined;

  @Field(() => OrderAddressType, { nullable: true, description: "Where the goods go." })
  shippingAddress?: OrderAddressType | undefined;
}

/** Conditions on orders; all must hold. */
@InputType({ description: "Conditions on orders; all that are given must hold." })
export class OrderFilter {
  @Field(() => ID, { nullable: true, description: "Of this customer; a customer may only name themselves." })
  customer?: string;

  @Field(() => [OrderStatusType], { nullable: true, description: "In any of these states." })
  statuses?: OrderStatusType[];

  @Field(() => DateTimeScalar, { nullable: true, description: "Placed at or after this time." })
  placedSince?: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: "Changed at or after this time." })
  updatedSince?: Date;

  @Field(() => String, { nullable: true, description: "With this outside reference." })
  externalReference?: string;
}

/** An order with its place in a list. */
@ObjectType({ description: "An order with its place in a list." })
export class OrderEdge {
  @Field(() => OrderType, { description: "The order." })
  node: OrderType;

  @Field(() => String, { description: "Pass it as `after` to continue behind this order." })
  cursor: string;
}

/** A page of orders. */
@ObjectType({ description: "A page of orders, newest first (GraphQL Cursor Connections)." })
export class OrderConnection {
  @Field(() => [OrderEdge], { description: "The orders with their cursors." })
  edges: OrderEdge[];

  @Field(() => [OrderType], { description: "The orders alone." })
  nodes: OrderType[];

  @Field(() => PageInfoType, { description: "Where this page stands in the list." })
  pageInfo: PageInfoType;

  @Field(() => Int, { nullable: true, description: "How many orders fit in all, when the ERP counts them." })
  totalCount: number | null;
}

import "reflect-metadata";
import { Directive, Field, ID, InputType, Int, ObjectType } from "type-graphql";
import type { CustomerId } from "#model";
import { PageInfoType } from "#model/graphql";

/** A customer as the CRM subgraph knows them: a number, the rest loaded when asked for. */
@Directive('@key(fields: "id")')
@Directive("@cacheControl(maxAge: 0, scope: PRIVATE)")
@ObjectType("Customer", { description: "A customer of the merchant: readable by themselves, and by staff with `customers:read`." })
export class CustomerType {
  @Field(() => ID, { description: "The merchant's customer number, shared by all systems." })
  id: CustomerId;
}

/** Conditions on customers; all must hold. */
@InputType({ description: "Conditions on customers; all that are given must hold." })
export class CustomerFilter {
  @Field(() => String, { nullable: true, description: "Part of a name, company or e-mail address." })
  text?: string;

  @Field(() => String, { nullable: true, description: "The whole e-mail address." })
  email?: string;

  @Field(() => ID, { nullable: true, description: "Code of a customer group." })
  group?: string;
}

/** A customer with their place in a list. */
@ObjectType({ description: "A customer with their place in a list." })
export class CustomerEdge {
  @Field(() => CustomerType, { description: "The customer." })
  node: CustomerType;

  @Field(() => String, { description: "Pass it as `after` to continue behind this customer." })
  cursor: string;
}

/** A page of customers. */
@ObjectType({ description: "A page of customers (GraphQL Cursor Connections)." })
export class CustomerConnection {
  @Field(() => [CustomerEdge], { description: "The customers with their cursors." })
  edges: CustomerEdge[];

  @Field(() => [CustomerType], { description: "The customers alone." })
  nodes: CustomerType[];

  @Field(() => PageInfoType, { description: "Where this page stands in the list." })
  pageInfo: PageInfoType;

  @Field(() => Int, { nullable: true, description: "How many customers fit in all, when the CRM counts them." })
  totalCount: number | null;
}

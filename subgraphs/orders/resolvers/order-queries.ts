import "reflect-metadata";
import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from "type-graphql";
import { customerId, orderId, type CustomerId } from "#model";
import { toConnection } from "#model/graphql";
import { checkKeys, checkPageSize, openCursor, requireSelfOrScope, sealCursor, Unauthenticated } from "#platform";
import type { OrdersContext } from "../context.js";
import { OrderConnection, OrderFilter, OrderType } from "../schema/order-types.js";
import { CustomerType } from "../schema/references.js";
import { mayRead, toOrder } from "./to-order.js";

const list = "orders";
const pageArgument = { defaultValue: 20, description: "Size of the page, 1 to 100." } as const;
const afterArgument = { nullable: true, description: "`endCursor` of the page before." } as const;

/** Ways to orders. */
@Resolver()
export class OrderQueries {
  @Query(() => OrderType, { nullable: true, description: "One order; null when it is unknown, or another customer's." })
  async order(
    @Arg("id", () => ID, { description: "The order number." }) id: string,
    @Ctx() ctx: OrdersContext,
  ): Promise<OrderType | undefined> {
    checkKeys([id], "id");
    if (ctx.viewer.kind === "anonymous") throw new Unauthenticated({ wanted: "order" });
    return loadOrder(id, ctx);
  }

  @Query(() => OrderConnection, { nullable: true, description: "Orders, newest first: a customer's own, or all with `orders:read`." })
  async orders(
    @Ctx() ctx: OrdersContext,
    @Arg("filter", () => OrderFilter, { nullable: true, description: "Conditions; all must hold." }) filter?: OrderFilter,
    @Arg("first", () => Int, pageArgument) first = 20,
    @Arg("after", () => String, afterArgument) after?: string,
  ): Promise<OrderConnection> {
    const customer = filter?.customer ?? (ctx.viewer.scopes.has("orders:read") ? undefined : ctx.viewer.customer);
    requireSelfOrScope(ctx.viewer, customer, { scope: "orders:read", wanted: "orders" });
    return page(ctx, { filter, first, after, customer: customer === undefined ? undefined : customerId(customer) });
  }
}

/** What this subgraph adds to a customer. */
@Resolver(() => CustomerType)
export class CustomerOrders {
  @FieldResolver(() => OrderConnection, { nullable: true, description: "The customer's orders, newest first." })
  async orders(
    @Root() root: CustomerType,
    @Ctx() ctx: OrdersContext,
    @Arg("first", () => Int, pageArgument) first = 20,
    @Arg("after", () => String, afterArgument) after?: string,
  ): Promise<OrderConnection> {
    requireSelfOrScope(ctx.viewer, root.id, { scope: "orders:read", wanted: "this customer's orders" });
    return page(ctx, { filter: undefined, first, after, customer: root.id });
  }
}

interface OrderPage {
  readonly filter: OrderFilter | undefined;
  readonly first: number;
  readonly after: string | undefined;
  readonly customer: CustomerId | undefined;
}

/** A page of orders that the viewer may see; the caller has checked the viewer. */
async function page(ctx: OrdersContext, wanted: OrderPage): Promise<OrderConnection> {
  const found = await ctx.search(
    {
      customer: wanted.customer,
      statuses: wanted.filter?.statuses,
      placedSince: wanted.filter?.placedSince?.toISOString(),
      updatedSince: wanted.filter?.updatedSince?.toISOString(),
      externalReference: wanted.filter?.externalReference,
      first: checkPageSize(wanted.first),
      ...(wanted.after !== undefined && { after: openCursor(list, wanted.after) }),
    },
    ctx.call,
  );
  for (const { item } of found.items) ctx.orders.prime(item.id, item);
  const sealed = { ...found, items: found.items.map(({ item, cursor }) => ({ item, cursor: sealCursor(list, cursor) })) };
  const connection = toConnection(sealed, wanted.after, toOrder);
  return { ...connection, edges: [...connection.edges], nodes: [...connection.nodes] };
}

/** An order that the viewer may see. */
export async function loadOrder(id: string, ctx: OrdersContext): Promise<OrderType | undefined> {
  const record = await ctx.orders.load(orderId(id));
  return record && mayRead(ctx, record) ? toOrder(record) : undefined;
}

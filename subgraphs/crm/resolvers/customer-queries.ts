import "reflect-metadata";
import { Arg, Ctx, ID, Int, Query, Resolver } from "type-graphql";
import { customerId } from "#model";
import { toConnection } from "#model/graphql";
import { checkKeys, checkPageSize, openCursor, requireScope, requireSelfOrScope, sealCursor } from "#platform";
import type { CrmContext } from "../context.js";
import { CustomerConnection, CustomerFilter, CustomerType } from "../schema/customer-types.js";

const list = "customers";

/** Ways to customers. */
@Resolver()
export class CustomerQueries {
  @Query(() => CustomerType, { nullable: true, description: "The viewer as a customer; null for an anonymous visitor, and for staff." })
  async me(@Ctx() ctx: CrmContext): Promise<CustomerType | undefined> {
    return ctx.viewer.customer === undefined ? undefined : found(ctx, ctx.viewer.customer);
  }

  @Query(() => CustomerType, {
    nullable: true,
    description: "One customer: the viewer themselves, or any with `customers:read`; null when unknown.",
  })
  async customer(@Arg("id", () => ID, { description: "The customer number." }) id: string, @Ctx() ctx: CrmContext) {
    checkKeys([id], "id");
    requireSelfOrScope(ctx.viewer, id, { scope: "customers:read", wanted: "customer" });
    return found(ctx, id);
  }

  @Query(() => CustomerConnection, { nullable: true, description: "Customers in pages; needs `customers:read`." })
  async customers(
    @Ctx() ctx: CrmContext,
    @Arg("filter", () => CustomerFilter, { nullable: true, description: "Conditions; all must hold." }) filter?: CustomerFilter,
    @Arg("first", () => Int, { defaultValue: 20, description: "Size of the page, 1 to 100." }) first = 20,
    @Arg("after", () => String, { nullable: true, description: "`endCursor` of the page before." }) after?: string,
  ): Promise<CustomerConnection> {
    requireScope(ctx.viewer, "customers:read", "customers");
    const start = after === undefined ? {} : { after: openCursor(list, after) };
    const page = await ctx.search({ ...filter, first: checkPageSize(first), ...start }, ctx.call);
    for (const { item } of page.items) ctx.customers.prime(item.id, item);
    const sealed = { ...page, items: page.items.map(({ item, cursor }) => ({ item, cursor: sealCursor(list, cursor) })) };
    const connection = toConnection(sealed, after, ({ id }) => ({ id }));
    return { ...connection, edges: [...connection.edges], nodes: [...connection.nodes] };
  }
}

// While the CRM does not answer, the customer stands by their number, so that other systems can say what they know of them, and each field of
// the CRM says what failed.
async function found(ctx: CrmContext, id: string): Promise<CustomerType | undefined> {
  const wanted = customerId(id);
  const record = await ctx.customers.load(wanted).catch(() => ({ id: wanted }));
  return record && { id: record.id };
}

import "reflect-metadata";
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import type { CustomerRecord } from "#model";
import { DateTimeScalar, LocaleScalar } from "#model/graphql";
import { checkPageSize, requireSelfOrScope } from "#platform";
import type { CrmContext } from "../context.js";
import {
  AddressKind,
  CustomerAddressType,
  CustomerCompanyType,
  CustomerConsentType,
  CustomerGroupType,
  CustomerInteractionType,
  CustomerPreferenceType,
  InteractionKind,
} from "../schema/customer-parts.js";
import { CustomerType } from "../schema/customer-types.js";

/** A customer's data. Every field asks again who is looking: a customer may also be reached from an order. */
@Resolver(() => CustomerType)
export class CustomerResolver {
  @FieldResolver(() => String, { nullable: true, description: "First name." })
  async firstName(@Root() root: CustomerType, @Ctx() ctx: CrmContext) {
    return (await recordOf(root, ctx))?.firstName;
  }

  @FieldResolver(() => String, { nullable: true, description: "Last name." })
  async lastName(@Root() root: CustomerType, @Ctx() ctx: CrmContext) {
    return (await recordOf(root, ctx))?.lastName;
  }

  @FieldResolver(() => String, { nullable: true, description: "First and last name, or the company's." })
  async name(@Root() root: CustomerType, @Ctx() ctx: CrmContext) {
    const record = await recordOf(root, ctx);
    return [record?.firstName, record?.lastName].filter(Boolean).join(" ") || record?.company?.name;
  }

  @FieldResolver(() => String, { nullable: true, description: "E-mail address." })
  async email(@Root() root: CustomerType, @Ctx() ctx: CrmContext) {
    return (await recordOf(root, ctx))?.email;
  }

  @FieldResolver(() => String, { nullable: true, description: "Telephone number as the CRM holds it." })
  async phone(@Root() root: CustomerType, @Ctx() ctx: CrmContext) {
    return (await recordOf(root, ctx))?.phone;
  }

  @FieldResolver(() => CustomerCompanyType, { nullable: true, description: "The company that the customer buys for." })
  async company(@Root() root: CustomerType, @Ctx() ctx: CrmContext) {
    return (await recordOf(root, ctx))?.company;
  }

  @FieldResolver(() => [CustomerGroupType], { nullable: true, description: "The groups that the customer belongs to." })
  async groups(@Root() root: CustomerType, @Ctx() ctx: CrmContext) {
    return (await recordOf(root, ctx))?.groups;
  }

  @FieldResolver(() => [CustomerAddressType], { nullable: true, description: "Postal addresses." })
  async addresses(@Root() root: CustomerType, @Ctx() ctx: CrmContext): Promise<CustomerAddressType[] | undefined> {
    const addresses = (await recordOf(root, ctx))?.addresses;
    return addresses?.map((one) => ({ ...one, kind: AddressKind[one.kind] }));
  }

  @FieldResolver(() => [CustomerPreferenceType], { nullable: true, description: "What the customer likes to have in a certain way." })
  async preferences(@Root() root: CustomerType, @Ctx() ctx: CrmContext) {
    return (await recordOf(root, ctx))?.preferences;
  }

  @FieldResolver(() => [CustomerConsentType], { nullable: true, description: "What the customer has agreed to, or has not." })
  async consents(@Root() root: CustomerType, @Ctx() ctx: CrmContext) {
    return (await recordOf(root, ctx))?.consents;
  }

  @FieldResolver(() => [CustomerInteractionType], { nullable: true, description: "Contacts with the merchant, newest first." })
  async interactions(
    @Root() root: CustomerType,
    @Ctx() ctx: CrmContext,
    @Arg("first", () => Int, { defaultValue: 10, description: "At most so many, 1 to 100." }) first = 10,
  ): Promise<CustomerInteractionType[]> {
    checkViewer(root, ctx);
    const interactions = await ctx.interactions(checkPageSize(first)).load(root.id);
    return (interactions ?? []).map((one) => ({ ...one, kind: InteractionKind[one.kind] }));
  }

  @FieldResolver(() => LocaleScalar, { nullable: true, description: "The language that the customer reads." })
  async language(@Root() root: CustomerType, @Ctx() ctx: CrmContext) {
    return (await recordOf(root, ctx))?.language;
  }

  @FieldResolver(() => DateTimeScalar, { nullable: true, description: "When the customer was first known." })
  async createdAt(@Root() root: CustomerType, @Ctx() ctx: CrmContext) {
    return (await recordOf(root, ctx))?.createdAt;
  }

  @FieldResolver(() => DateTimeScalar, { nullable: true, description: "When the customer's data changed last." })
  async updatedAt(@Root() root: CustomerType, @Ctx() ctx: CrmContext) {
    return (await recordOf(root, ctx))?.updatedAt;
  }
}

function recordOf(root: CustomerType, ctx: CrmContext): Promise<CustomerRecord | undefined> {
  checkViewer(root, ctx);
  return ctx.customers.load(root.id);
}

function checkViewer(root: CustomerType, ctx: CrmContext): void {
  requireSelfOrScope(ctx.viewer, root.id, { scope: "customers:read", wanted: "this customer" });
}

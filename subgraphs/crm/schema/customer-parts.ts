import "reflect-metadata";
import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { DateTimeScalar } from "#model/graphql";

/** What an address is for. */
export enum AddressKind {
  BILLING = "BILLING",
  SHIPPING = "SHIPPING",
}
registerEnumType(AddressKind, {
  name: "AddressKind",
  description: "What an address is for.",
  valuesConfig: { BILLING: { description: "Invoices go there." }, SHIPPING: { description: "Goods go there." } },
});

/** What an interaction was. */
export enum InteractionKind {
  CALL = "CALL",
  EMAIL = "EMAIL",
  MEETING = "MEETING",
  NOTE = "NOTE",
  TASK = "TASK",
}
registerEnumType(InteractionKind, {
  name: "InteractionKind",
  description: "What an interaction was.",
  valuesConfig: {
    CALL: { description: "A telephone call." },
    EMAIL: { description: "An e-mail." },
    MEETING: { description: "A meeting." },
    NOTE: { description: "A note of the merchant's staff." },
    TASK: { description: "Something the merchant's staff has to do." },
  },
});

/** A postal address of a customer. */
@ObjectType("CustomerAddress", { description: "A postal address of a customer." })
export class CustomerAddressType {
  @Field(() => AddressKind, { description: "What it is for." })
  kind: AddressKind;

  @Field(() => String, { nullable: true, description: "Name on the address." })
  name?: string | undefined;

  @Field(() => String, { nullable: true, description: "Street and number; several lines are parted by line feeds." })
  street?: string | undefined;

  @Field(() => String, { nullable: true, description: "City." })
  city?: string | undefined;

  @Field(() => String, { nullable: true, description: "Postal code." })
  postalCode?: string | undefined;

  @Field(() => String, { nullable: true, description: "State, county or region." })
  region?: string | undefined;

  @Field(() => String, { nullable: true, description: "Country as ISO 3166-1 alpha-2 where known, else as the CRM writes it." })
  country?: string | undefined;
}

/** The company of a customer. */
@ObjectType("CustomerCompany", { description: "The company that a customer buys for." })
export class CustomerCompanyType {
  @Field(() => String, { description: "The company's name." })
  name: string;

  @Field(() => String, { nullable: true, description: "VAT number." })
  vatNumber?: string | undefined;
}

/** A customer group. */
@ObjectType("CustomerGroup", { description: "A named set of customers, for example trade customers." })
export class CustomerGroupType {
  @Field(() => ID, { description: "The group's code." })
  code: string;

  @Field(() => String, { description: "The group's name." })
  name: string;
}

/** One preference. */
@ObjectType("CustomerPreference", { description: "Something that a customer likes to have in a certain way." })
export class CustomerPreferenceType {
  @Field(() => String, { description: "What it is about." })
  key: string;

  @Field(() => String, { description: "How the customer wants it." })
  value: string;
}

/** One consent. */
@ObjectType("CustomerConsent", { description: "What a customer has agreed to, or has not." })
export class CustomerConsentType {
  @Field(() => String, { description: "What for, for example `EMAIL_MARKETING`." })
  purpose: string;

  @Field(() => Boolean, { description: "True when the customer agreed." })
  isGranted: boolean;

  @Field(() => DateTimeScalar, { nullable: true, description: "When it changed last." })
  changedAt?: string | undefined;
}

/** One interaction. */
@ObjectType("CustomerInteraction", { description: "A contact between the merchant and a customer." })
export class CustomerInteractionType {
  @Field(() => ID, { description: "The CRM's id." })
  id: string;

  @Field(() => InteractionKind, { description: "What it was." })
  kind: InteractionKind;

  @Field(() => DateTimeScalar, { description: "When it was." })
  at: string;

  @Field(() => String, { nullable: true, description: "What it was about." })
  subject?: string | undefined;

  @Field(() => String, { nullable: true, description: "What was said or written." })
  body?: string | undefined;
}

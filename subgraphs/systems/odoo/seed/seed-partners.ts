import type { Merchant, MerchantAddress, MerchantCustomer } from "../../merchant/merchant.js";
import type { Values } from "../orm/record.js";
import type { Basics } from "./seed-basics.js";
import type { Planter } from "./planter.js";

/** What the partners refer to. */
export interface PartnerContext extends Basics {
  readonly lists: ReadonlyMap<string, number>;
}

/** A customer's own record and the addresses under it. */
export interface PartnerIds {
  readonly partner: number;
  readonly billing: number;
  readonly shipping: number;
}

/** Customers by number: a contact whose reference is the number, under its company where there is one, with its addresses below. */
export function seedPartners(merchant: Merchant, context: PartnerContext, planter: Planter): ReadonlyMap<string, PartnerIds> {
  const tags = new Map(merchant.groups.map(({ code }) => [code, planter.plant("res.partner.category", { name: code })]));
  const listOfGroup = new Map(merchant.groups.map(({ code, priceList }) => [code, priceList]));
  const activities = seedActivityTypes(planter);
  const seed = (customer: MerchantCustomer): PartnerIds => {
    const list = context.lists.get(customer.priceList ?? listOfGroup.get(customer.group) ?? "") ?? false;
    const shared = { lang: customer.language.replace("-", "_"), specific_property_product_pricelist: list, customer_rank: 1 };
    const ids = seedCustomer(customer, { context, planter, shared, tag: tags.get(customer.group) });
    seedInteractions(customer, { partner: ids.partner, activities }, planter);
    return ids;
  };
  return new Map(merchant.customers.map((customer) => [customer.number, seed(customer)]));
}

interface CustomerSeed {
  readonly context: PartnerContext;
  readonly planter: Planter;
  readonly shared: Values;
  readonly tag: number | undefined;
}

function seedCustomer(customer: MerchantCustomer, { context, planter, shared, tag }: CustomerSeed): PartnerIds {
  const { plant } = planter;
  const name = `${customer.firstName} ${customer.lastName}`;
  const { company } = customer;
  const parent =
    company &&
    plant(
      "res.partner",
      { ...shared, name: company.name, complete_name: company.name, vat: company.vatNumber, is_company: true },
      customer.createdAt,
    );
  const billing = customer.addresses.find(({ kind }) => kind === "BILLING");
  const partner = plant(
    "res.partner",
    {
      ...shared,
      ...(billing && addressValues(billing, context)),
      ref: customer.number,
      name,
      complete_name: company === undefined ? name : `${company.name}, ${name}`,
      email: customer.email,
      email_normalized: customer.email.toLowerCase(),
      phone: customer.phone,
      parent_id: parent ?? false,
      category_id: tag === undefined ? [] : [tag],
    },
    customer.createdAt,
  );
  const address = (kind: MerchantAddress["kind"], type: string): number => {
    const found = customer.addresses.find((one) => one.kind === kind);
    if (found === undefined) return partner;
    return plant(
      "res.partner",
      { ...addressValues(found, context), name: found.name, complete_name: `${name}, ${found.name}`, type, parent_id: partner },
      customer.createdAt,
    );
  };
  return { partner, billing: address("BILLING", "invoice"), shipping: address("SHIPPING", "delivery") };
}

function addressValues({ street, city, postalCode, country }: MerchantAddress, { countryOf }: PartnerContext): Values {
  return { street, city, zip: postalCode, country_id: countryOf(country) };
}

type Activities = Readonly<Record<MerchantCustomer["interactions"][number]["kind"], number | false>>;

function seedActivityTypes({ plant }: Planter): Activities {
  plant("mail.activity.type", { name: "To-Do" });
  return {
    CALL: plant("mail.activity.type", { name: "Call", category: "phonecall" }),
    MEETING: plant("mail.activity.type", { name: "Meeting", category: "meeting" }),
    EMAIL: false,
    NOTE: false,
  };
}

/** A call or a meeting that is done leaves a notification of its activity type. */
const messageTypes = { EMAIL: "email", NOTE: "comment", CALL: "notification", MEETING: "notification" } as const;

function seedInteractions(
  { interactions }: MerchantCustomer,
  { partner, activities }: { partner: number; activities: Activities },
  { plant, stamp }: Planter,
): void {
  for (const { kind, at, subject, body } of interactions) {
    const values = { model: "res.partner", res_id: partner, date: stamp(at), subject, body: `<p>${body}</p>` };
    plant(
      "mail.message",
      {
        ...values,
        message_type: messageTypes[kind],
        is_internal: kind === "NOTE",
        mail_activity_type_id: activities[kind],
      },
      at,
    );
  }
}

import { z } from "zod";
import { customerId, locale, type Company, type CustomerRecord, type PostalAddress } from "#model";
import type { Specification } from "../client.js";
import { linked, odooMoment, odooText } from "../wire.js";
import { addressFields, addressShape, toAddress } from "./addresses.js";

/** What is read of a partner as a customer. */
export const customerFields: Specification = {
  ...addressFields,
  ref: {},
  is_company: {},
  vat: {},
  email: {},
  phone: {},
  mobile: {},
  lang: {},
  create_date: {},
  write_date: {},
  category_id: { fields: { name: {} } },
  parent_id: { fields: { is_company: {}, name: {}, vat: {} } },
  child_ids: { fields: { ...addressFields, type: {} } },
};

/** A partner as a customer. */
export const customerShape = addressShape.extend({
  id: z.number(),
  ref: z.string(),
  is_company: z.boolean(),
  vat: odooText,
  email: odooText,
  phone: odooText,
  mobile: odooText,
  lang: odooText,
  create_date: odooMoment,
  write_date: odooMoment,
  category_id: z.array(z.object({ name: z.string() })),
  parent_id: linked(z.object({ is_company: z.boolean(), name: odooText, vat: odooText })),
  child_ids: z.array(addressShape.extend({ type: odooText })),
});

/** A partner that has a customer number. */
export type OdooCustomer = z.output<typeof customerShape>;

/** A customer in the merchant's words. */
export function toCustomer(partner: OdooCustomer): CustomerRecord {
  const company = toCompany(partner);
  const phone = partner.phone ?? partner.mobile;
  return {
    id: customerId(partner.ref),
    ...(partner.is_company ? {} : toNames(partner.name)),
    ...(partner.email !== undefined && { email: partner.email }),
    ...(phone !== undefined && { phone }),
    ...(company !== undefined && { company }),
    groups: partner.category_id.map(({ name }) => ({ code: name, name })),
    addresses: toAddresses(partner),
    preferences: [],
    consents: [],
    ...(partner.lang !== undefined && { language: locale(partner.lang.replace("_", "-")) }),
    ...(partner.create_date !== undefined && { createdAt: partner.create_date }),
    ...(partner.write_date !== undefined && { updatedAt: partner.write_date }),
  };
}

/** Odoo keeps one name; its last word is taken for the family name. */
function toNames(name: string | undefined): Pick<CustomerRecord, "firstName" | "lastName"> {
  const words = (name ?? "").trim().split(/\s+/);
  const [lastName, firstName] = [words.at(-1) ?? "", words.slice(0, -1).join(" ")];
  return { ...(firstName !== "" && { firstName }), ...(lastName !== "" && { lastName }) };
}

function toCompany({ is_company, name, vat, parent_id: parent }: OdooCustomer): Company | undefined {
  const company = is_company ? { name, vat } : parent?.is_company === true ? parent : undefined;
  if (company?.name === undefined) return undefined;
  return { name: company.name, ...(company.vat !== undefined && { vatNumber: company.vat }) };
}

/** Invoice and delivery addresses below the partner; without an invoice address the partner's own is it. */
function toAddresses(partner: OdooCustomer): PostalAddress[] {
  const below = (type: string, kind: PostalAddress["kind"]): PostalAddress[] =>
    partner.child_ids.filter((child) => child.type === type).flatMap((child) => toAddress(kind, child) ?? []);
  const billing = below("invoice", "BILLING");
  const own = billing.length > 0 ? undefined : toAddress("BILLING", partner);
  return [...billing, ...(own === undefined ? [] : [own]), ...below("delivery", "SHIPPING")];
}

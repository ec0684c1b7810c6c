import type { MerchantAddress, MerchantCustomer } from "../merchant/merchant.js";
import { consentName, preferenceName } from "./merchant-properties.js";
import { objectTypeOf, type ObjectType } from "./object-types.js";

type Values = Readonly<Record<string, string>>;

/** A customer as the properties of a contact: billing address in the standard ones, the shipping address in the merchant's own. */
export function contactProperties(customer: MerchantCustomer): Values {
  return {
    email: customer.email.toLowerCase(),
    firstname: customer.firstName,
    lastname: customer.lastName,
    phone: customer.phone,
    lifecyclestage: "customer",
    hs_language: customer.language.toLowerCase(),
    customer_number: customer.number,
    customer_group: customer.group,
    ...(customer.company !== undefined && { company: customer.company.name }),
    ...billing(customer.addresses.find(({ kind }) => kind === "BILLING")),
    ...shipping(customer.addresses.find(({ kind }) => kind === "SHIPPING")),
    ...Object.fromEntries(Object.entries(customer.preferences).map(([key, value]) => [preferenceName(key), value])),
    ...Object.fromEntries(
      customer.consents.flatMap(({ purpose, granted, at }) => [
        [consentName(purpose), String(granted)],
        [`${consentName(purpose)}_at`, at],
      ]),
    ),
  };
}

function billing(address: MerchantAddress | undefined): Values {
  if (address === undefined) return {};
  const { street, city, postalCode, country } = address;
  return { address: street, city, zip: postalCode, country: countryName(country), hs_country_region_code: country };
}

function shipping(address: MerchantAddress | undefined): Values {
  if (address === undefined) return {};
  const { name, street, city, postalCode, country } = address;
  return { shipping_name: name, shipping_address: street, shipping_city: city, shipping_zip: postalCode, shipping_country: country };
}

/** HubSpot's `country` is free text, mostly the English name. */
function countryName(code: string): string {
  return new Intl.DisplayNames(["en"], { type: "region", fallback: "code" }).of(code) ?? code;
}

/** An interaction as an engagement: a call, an e-mail, a meeting or a note. */
export function interactionRecord(interaction: MerchantCustomer["interactions"][number]): {
  readonly type: ObjectType;
  readonly properties: Values;
} {
  const { kind, at, subject, body } = interaction;
  const hs_timestamp = new Date(at).toISOString();
  switch (kind) {
    case "CALL":
      return {
        type: objectTypeOf("calls"),
        properties: { hs_timestamp, hs_call_title: subject, hs_call_body: body, hs_call_direction: "INBOUND", hs_call_status: "COMPLETED" },
      };
    case "EMAIL":
      return {
        type: objectTypeOf("emails"),
        properties: {
          hs_timestamp,
          hs_email_subject: subject,
          hs_email_text: body,
          hs_email_direction: "INCOMING_EMAIL",
          hs_email_status: "SENT",
        },
      };
    case "MEETING":
      return {
        type: objectTypeOf("meetings"),
        properties: { hs_timestamp, hs_meeting_title: subject, hs_meeting_body: body, hs_meeting_outcome: "COMPLETED" },
      };
    case "NOTE":
      // A note has no title: clerks write it as the first line, in HubSpot's HTML.
      return {
        type: objectTypeOf("notes"),
        properties: {
          hs_timestamp,
          hs_note_body: `<p><strong>${escapeHtml(subject)}</strong></p><p>${escapeHtml(body)}</p>`,
        },
      };
  }
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

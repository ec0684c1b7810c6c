import type { Merchant, MerchantCustomer } from "../merchant/merchant.js";
import { objectTypes } from "./object-types.js";
import type { PortalData } from "./portal.js";
import { defineProperty, definitionsOf, type PropertyDraft } from "./property-definition.js";
import { standardProperties } from "./standard-properties.js";

/** Defines HubSpot's own properties and the ones that the merchant's administrator added for their customer data. */
export function seedProperties(merchant: Merchant, portal: PortalData): void {
  const at = portal.now().toISOString();
  const own: Readonly<Record<string, readonly PropertyDraft[]>> = {
    contacts: ownContactProperties(merchant),
    companies: [{ name: "vat_number", label: "VAT number", type: "string", fieldType: "text", groupName: "companyinformation" }],
  };
  for (const type of objectTypes) {
    const definitions = definitionsOf(portal.store, type);
    for (const draft of standardProperties[type.plural] ?? [])
      definitions.put(draft.name, defineProperty({ ...draft, hubspotDefined: true }, at));
    for (const draft of own[type.plural] ?? []) definitions.put(draft.name, defineProperty(draft, at));
  }
}

function ownContactProperties(merchant: Merchant): PropertyDraft[] {
  const group: PropertyDraft = {
    name: "customer_group",
    label: "Customer group",
    type: "enumeration",
    fieldType: "select",
    options: merchant.groups.map(({ code, name }) => ({ value: code, label: name })),
  };
  return [
    { name: "customer_number", label: "Customer number", type: "string", fieldType: "text", hasUniqueValue: true },
    group,
    ...["name", "address", "city", "zip", "country"].map((part) => shippingProperty(part)),
    ...keysOf(merchant.customers, ({ preferences }) => Object.keys(preferences)).map((key) => preferenceProperty(key)),
    ...keysOf(merchant.customers, ({ consents }) => consents.map(({ purpose }) => purpose)).flatMap((purpose) =>
      consentProperties(purpose),
    ),
  ];
}

function shippingProperty(part: string): PropertyDraft {
  return { name: `shipping_${part}`, label: `Shipping ${part}`, type: "string", fieldType: "text" };
}

function preferenceProperty(key: string): PropertyDraft {
  return { name: preferenceName(key), label: `Preference: ${key}`, type: "string", fieldType: "text" };
}

function consentProperties(purpose: string): PropertyDraft[] {
  const name = consentName(purpose);
  return [
    { name, label: `Consent: ${purpose}`, type: "bool", fieldType: "booleancheckbox" },
    { name: `${name}_at`, label: `Consent changed: ${purpose}`, type: "datetime", fieldType: "date" },
  ];
}

/** The property that keeps a preference: `newsletterTopic` is `preference_newslettertopic`, since HubSpot's names are in lower case. */
export function preferenceName(key: string): string {
  return `preference_${key.toLowerCase().replace(/[^a-z0-9]+/g, "_")}`;
}

/** The property that keeps a consent: `EMAIL_MARKETING` is `consent_email_marketing`. */
export function consentName(purpose: string): string {
  return `consent_${purpose.toLowerCase()}`;
}

function keysOf(customers: readonly MerchantCustomer[], keys: (customer: MerchantCustomer) => readonly string[]): string[] {
  return [...new Set(customers.flatMap((customer) => keys(customer)))].sort();
}

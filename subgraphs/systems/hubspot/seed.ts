import type { Merchant, MerchantCustomer } from "../merchant/merchant.js";
import { associateByDefault } from "./associations.js";
import { contactProperties, interactionRecord } from "./merchant-records.js";
import { seedProperties } from "./merchant-properties.js";
import { objectTypeOf } from "./object-types.js";
import type { OwnerDocument } from "./owner-routes.js";
import type { AccountDocument, PortalData } from "./portal.js";
import { storeRecord } from "./records.js";

/** What the merchant's private app may do. */
const scopes = [
  "crm.objects.contacts.read",
  "crm.objects.contacts.write",
  "crm.objects.companies.read",
  "crm.objects.companies.write",
  "crm.objects.owners.read",
  "crm.schemas.contacts.read",
  "crm.schemas.contacts.write",
  "crm.schemas.companies.read",
  "sales-email-read",
];

const account: AccountDocument = {
  hubId: 48_151_623,
  accessToken: "pat-eu1-7d3f0a52-5c1e-4b7a-9f60-2b1c8e4d9a03",
  scopes,
  requestsPerTenSeconds: 190,
  searchesPerSecond: 5,
};

/** Fills an empty account: properties, owners, a contact a customer, a company for those who have one, and their interactions. */
export function seedAccount(merchant: Merchant, portal: PortalData): void {
  portal.store.collection<AccountDocument>("account").put("account", account);
  seedProperties(merchant, portal);
  seedOwner(portal);
  const companies = new Map<string, string>();
  for (const customer of merchant.customers) seedCustomer(portal, customer, companies);
}

function seedCustomer(portal: PortalData, customer: MerchantCustomer, companies: Map<string, string>): void {
  const contacts = objectTypeOf("contacts");
  const contact = {
    type: contacts,
    id: storeRecord(portal, contacts, { values: contactProperties(customer), createdAt: customer.createdAt }).id,
  };
  for (const interaction of customer.interactions) {
    const { type, properties } = interactionRecord(interaction);
    const id = storeRecord(portal, type, { values: properties, createdAt: interaction.at }).id;
    associateByDefault(portal.store, { type, id }, contact);
  }
  if (customer.company === undefined) return;
  const id = companies.get(customer.company.vatNumber) ?? seedCompany(portal, customer.company, customer.createdAt);
  companies.set(customer.company.vatNumber, id);
  associateByDefault(portal.store, contact, { type: objectTypeOf("companies"), id });
}

function seedCompany(portal: PortalData, { name, vatNumber }: NonNullable<MerchantCustomer["company"]>, createdAt: string): string {
  return storeRecord(portal, objectTypeOf("companies"), { values: { name, vat_number: vatNumber }, createdAt }).id;
}

function seedOwner(portal: PortalData): void {
  const at = portal.now().toISOString();
  const owner: OwnerDocument = {
    id: "612340",
    email: "sales@merchant.example",
    type: "PERSON",
    firstName: "Ines",
    lastName: "Marchetti",
    userId: 61_234,
    createdAt: at,
    updatedAt: at,
    archived: false,
  };
  portal.store.collection<OwnerDocument>("owners").put(owner.id, owner);
}

import type { CustomerRecord, PostalAddress } from "#model";
import type { CustomerNumber } from "../customer-number.js";
import type { VendureAddress, VendureCustomer } from "../operations/customers.js";
import { present } from "./present.js";

/** A customer; `undefined` when they have no customer number, for example a guest. */
export function toCustomer(customer: VendureCustomer, number: CustomerNumber): CustomerRecord | undefined {
  const id = number.of(customer);
  if (id === undefined) return undefined;
  const addresses = customer.addresses ?? [];
  const company = addresses.map((address) => address.company).find((name) => name);
  return {
    id,
    ...present({
      firstName: customer.firstName,
      lastName: customer.lastName,
      email: customer.emailAddress,
      phone: customer.phoneNumber,
      company: company ? { name: company } : undefined,
    }),
    groups: customer.groups.map(({ name }) => ({ code: name, name })),
    addresses: addresses.flatMap(toAddresses),
    preferences: [],
    consents: [],
    createdAt: customer.createdAt,
    updatedAt: customer.updatedAt,
  };
}

// One address can be the default for both; one that is for neither can at least be shipped to.
function toAddresses(address: VendureAddress): PostalAddress[] {
  const kinds: PostalAddress["kind"][] = address.defaultBillingAddress ? ["BILLING"] : [];
  if (address.defaultShippingAddress || kinds.length === 0) kinds.push("SHIPPING");
  const lines = present({
    name: address.fullName,
    street: [address.streetLine1, address.streetLine2].filter(Boolean).join(", "),
    city: address.city,
    postalCode: address.postalCode,
    region: address.province,
    country: address.country.code,
  });
  return kinds.map((kind) => ({ kind, ...lines }));
}

import type { MerchantCustomer } from "../../merchant/merchant.js";
import type { AddressRecord, CustomerRecord } from "../records.js";
import { firstId, type Seeding } from "./seeding.js";
import { shopLocale } from "./shop-locale.js";

/** The most addresses that a customer is given; it spaces out the address numbers. */
const addressesEach = 10;

/** The merchant's customers, tagged with their group; their number is the metafield `custom.customer_number`. */
export function seedCustomers({ merchant, data }: Seeding): void {
  merchant.customers.forEach((customer, index) => {
    const id = firstId.customer + index;
    data.customers.put(id, customerOf(customer, { id, firstAddressId: firstId.address + index * addressesEach }));
  });
}

function customerOf(customer: MerchantCustomer, { id, firstAddressId }: { id: number; firstAddressId: number }): CustomerRecord {
  return {
    id,
    number: customer.number,
    firstName: customer.firstName,
    lastName: customer.lastName,
    email: customer.email,
    phone: customer.phone.replace(/\s/g, "") || null,
    locale: shopLocale(customer.language),
    tags: [customer.number, customer.group],
    note: null,
    acceptsEmailMarketing: customer.consents.some(({ purpose, granted }) => purpose === "EMAIL_MARKETING" && granted),
    addresses: customer.addresses.slice(0, addressesEach).map((address, index): AddressRecord => ({
      id: firstAddressId + index,
      name: address.name,
      company: customer.company?.name ?? null,
      address1: address.street,
      city: address.city,
      zip: address.postalCode,
      countryCode: address.country,
      phone: null,
    })),
    createdAt: customer.createdAt,
    updatedAt: customer.createdAt,
  };
}

import { z } from "zod";
import { type CustomerNumber, customerReference } from "../customer-number.js";
import { operation } from "../operation.js";

const address = z.object({
  fullName: z.string().nullish(),
  company: z.string().nullish(),
  streetLine1: z.string(),
  streetLine2: z.string().nullish(),
  city: z.string().nullish(),
  province: z.string().nullish(),
  postalCode: z.string().nullish(),
  country: z.object({ code: z.string() }),
  defaultShippingAddress: z.boolean().nullish(),
  defaultBillingAddress: z.boolean().nullish(),
});

/** An entry of a customer's address book. */
export type VendureAddress = z.output<typeof address>;

const customer = customerReference.extend({
  createdAt: z.string(),
  updatedAt: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  emailAddress: z.string(),
  phoneNumber: z.string().nullish(),
  groups: z.array(z.object({ name: z.string() })),
  addresses: z.array(address).nullish(),
});

/** A customer of the shop. */
export type VendureCustomer = z.output<typeof customer>;

const customerPage = z.object({ totalItems: z.int(), items: z.array(customer) });

const fields = (number: CustomerNumber): string => `
  ${number.selection}
  createdAt updatedAt firstName lastName emailAddress phoneNumber
  groups { name }
  addresses {
    fullName company streetLine1 streetLine2 city province postalCode country { code }
    defaultShippingAddress defaultBillingAddress
  }`;

/** Customers that match a filter, a page of them. */
export function customersOperation(number: CustomerNumber) {
  return operation(
    "Customers",
    `query Customers($options: CustomerListOptions!) {
      customers(options: $options) { totalItems items { ${fields(number)} } }
    }`,
    z.object({ customers: customerPage }),
  );
}

/** Customers of one group that match a filter, a page of them. */
export function groupMembersOperation(number: CustomerNumber) {
  return operation(
    "GroupMembers",
    `query GroupMembers($group: String!, $options: CustomerListOptions!) {
      customerGroups(options: { filter: { name: { eq: $group } }, take: 1 }) {
        items { customers(options: $options) { totalItems items { ${fields(number)} } } }
      }
    }`,
    z.object({ customerGroups: z.object({ items: z.array(z.object({ customers: customerPage })) }) }),
  );
}

import { connect, type PageArgs } from "../connection.js";
import { gid } from "../gid.js";
import { metafieldOf } from "../metafield.js";
import type { CustomerRecord } from "../records.js";
import { addressNode } from "./address-node.js";
import { orderListing } from "./order-node.js";
import { list, type AdminScope, type ListArgs, type Listing } from "./scope.js";

/** How customers are searched, sorted and shown. */
export function customerListing(scope: AdminScope): Listing<CustomerRecord, unknown> {
  return {
    name: "customers",
    records: scope.data.customers.all(),
    fields: {
      default: { kind: "text", values: ({ firstName, lastName, email, tags }) => [`${firstName} ${lastName}`, email, ...tags] },
      id: { kind: "number", values: ({ id }) => [id] },
      email: { kind: "keyword", values: ({ email }) => [email] },
      phone: { kind: "keyword", values: ({ phone }) => [phone] },
      first_name: { kind: "text", values: ({ firstName }) => [firstName] },
      last_name: { kind: "text", values: ({ lastName }) => [lastName] },
      tag: { kind: "keyword", values: ({ tags }) => tags },
      country: { kind: "keyword", values: ({ addresses }) => addresses.map(({ countryCode }) => countryCode) },
      state: { kind: "keyword", values: () => ["enabled"] },
      customer_date: { kind: "date", values: ({ createdAt }) => [createdAt] },
      updated_at: { kind: "date", values: ({ updatedAt }) => [updatedAt] },
    },
    sortKeys: {
      NAME: ({ firstName, lastName }) => `${lastName} ${firstName}`.toLowerCase(),
      CREATED_AT: ({ createdAt }) => createdAt,
      UPDATED_AT: ({ updatedAt }) => updatedAt,
    },
    idOf: ({ id }) => id,
    nodeOf: (record) => customerNode(scope, record),
  };
}

/** A customer as the Admin API shows it; the merchant's number is the metafield `custom.customer_number`. */
export function customerNode(scope: AdminScope, record: CustomerRecord): unknown {
  return {
    __typename: "Customer",
    ...record,
    id: gid("Customer", record.id),
    legacyResourceId: String(record.id),
    displayName: `${record.firstName} ${record.lastName}`,
    defaultEmailAddress: {
      emailAddress: record.email,
      validFormat: true,
      marketingState: record.acceptsEmailMarketing ? "SUBSCRIBED" : "NOT_SUBSCRIBED",
    },
    defaultPhoneNumber: record.phone === null ? null : { phoneNumber: record.phone },
    state: "ENABLED",
    verifiedEmail: true,
    taxExempt: false,
    numberOfOrders: () => String(scope.data.orders.filter(({ customerId }) => customerId === record.id).length),
    defaultAddress: record.addresses[0] ? addressNode(record.addresses[0]) : null,
    addressesV2: (args: PageArgs) => connect(record.addresses, args, { idOf: ({ id }) => id, nodeOf: addressNode }),
    metafield: metafieldOf(record.id, { custom: { customer_number: record.number } }, record.createdAt),
    orders: (args: ListArgs) => {
      const listing = orderListing(scope);
      return list(scope, args, { ...listing, records: listing.records.filter(({ customerId }) => customerId === record.id) });
    },
  };
}

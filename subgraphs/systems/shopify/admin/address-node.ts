import { gid } from "../gid.js";
import type { AddressRecord } from "../records.js";

/** A postal address as the Admin API shows it. */
export function addressNode(record: AddressRecord): unknown {
  const [firstName = null, ...lastNames] = record.name.split(" ");
  return {
    __typename: "MailingAddress",
    id: `${gid("MailingAddress", record.id)}?model_name=CustomerAddress`,
    address1: record.address1,
    address2: null,
    city: record.city,
    company: record.company,
    country: record.countryCode,
    countryCodeV2: record.countryCode,
    firstName,
    lastName: lastNames.join(" ") || null,
    name: record.name,
    phone: record.phone,
    zip: record.zip,
  };
}

import { z } from "zod";
import { customerId, type CustomerRecord, locale, type PostalAddress } from "#model";
import { changedAt, codeOf, flag, instant, recordId, text } from "../values.js";
import { addressFields, addressRow, toAddress } from "./addresses.js";

/** Fields of a party. */
export const partyFields = [
  "code",
  "name",
  "email",
  "phone",
  "mobile",
  "lang.code",
  "tax_identifier.code",
  "categories.name",
  "create_date",
  "write_date",
  ...addressFields("addresses"),
  "addresses.invoice",
  "addresses.delivery",
];

const partyAddressRow = addressRow.extend({ invoice: flag, delivery: flag });

/** A party: a person or a company, customer, supplier or both. */
export const partyRow = z.object({
  id: recordId,
  code: z.string(),
  name: text,
  email: text,
  phone: text,
  mobile: text,
  "lang.": codeOf,
  "tax_identifier.": codeOf,
  "categories.": z.array(z.object({ name: z.string() })),
  create_date: instant.nullable(),
  write_date: instant.nullable(),
  "addresses.": z.array(partyAddressRow),
});

/** A party of Tryton. */
export type PartyRow = z.output<typeof partyRow>;

/** A party in the merchant's words. Tryton keeps one name: of a company when the party has a tax number, of a person otherwise. */
export function toCustomer(row: PartyRow): CustomerRecord {
  const vatNumber = row["tax_identifier."];
  const phone = row.phone ?? row.mobile;
  const updatedAt = changedAt(row);
  return {
    id: customerId(row.code),
    ...nameOf(row.name, vatNumber),
    ...(row.email === undefined ? {} : { email: row.email }),
    ...(phone === undefined ? {} : { phone }),
    groups: row["categories."].map(({ name }) => ({ code: name, name })),
    addresses: [...addressesFor(row, "BILLING"), ...addressesFor(row, "SHIPPING")],
    preferences: [],
    consents: [],
    ...(row["lang."] === undefined ? {} : { language: locale(row["lang."].replaceAll("_", "-")) }),
    ...(row.create_date === null ? {} : { createdAt: row.create_date }),
    ...(updatedAt === undefined ? {} : { updatedAt }),
  };
}

function nameOf(name: string | undefined, vatNumber: string | undefined): Pick<CustomerRecord, "lastName" | "company"> {
  if (vatNumber !== undefined) return { company: { name: name ?? vatNumber, vatNumber } };
  return name === undefined ? {} : { lastName: name };
}

// Where no address has the mark, Tryton itself takes the party's first (`Party.address_get`).
function addressesFor(row: PartyRow, kind: PostalAddress["kind"]): readonly PostalAddress[] {
  const marked = row["addresses."].filter((address) => (kind === "BILLING" ? address.invoice : address.delivery));
  return (marked.length > 0 ? marked : row["addresses."].slice(0, 1)).map((address) => toAddress(address, kind));
}

import { z } from "zod";
import type { PostalAddress } from "#model";
import { codeOf, text } from "../values.js";

/** Fields of an address, below the relation that leads to it. */
export function addressFields(relation: string): readonly string[] {
  const own = ["party_name", "name", "street", "city", "postal_code", "country.code", "subdivision.name"];
  return own.map((field) => `${relation}.${field}`);
}

/** An address. */
export const addressRow = z.object({
  party_name: text,
  name: text,
  street: text,
  city: text,
  postal_code: text,
  "country.": codeOf,
  "subdivision.": z.object({ name: text }).nullable(),
});

/** An address of Tryton. */
export type AddressRow = z.output<typeof addressRow>;

/** An address in the merchant's words; `name` in Tryton is that of the building. */
export function toAddress(row: AddressRow, kind: PostalAddress["kind"]): PostalAddress {
  const street = [row.name, row.street].filter((line) => line !== undefined).join("\n");
  return {
    kind,
    ...(row.party_name === undefined ? {} : { name: row.party_name }),
    ...(street === "" ? {} : { street }),
    ...(row.city === undefined ? {} : { city: row.city }),
    ...(row.postal_code === undefined ? {} : { postalCode: row.postal_code }),
    ...(row["subdivision."]?.name === undefined ? {} : { region: row["subdivision."].name }),
    ...(row["country."] === undefined ? {} : { country: row["country."] }),
  };
}

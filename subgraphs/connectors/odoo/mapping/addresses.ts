import { z } from "zod";
import type { PostalAddress } from "#model";
import type { Specification } from "../client.js";
import { linked, odooText } from "../wire.js";

/** What is read of a partner as an address. */
export const addressFields: Specification = {
  name: {},
  street: {},
  street2: {},
  zip: {},
  city: {},
  state_id: { fields: { name: {} } },
  country_id: { fields: { code: {} } },
};

/** A partner as an address. */
export const addressShape = z.object({
  name: odooText,
  street: odooText,
  street2: odooText,
  zip: odooText,
  city: odooText,
  state_id: linked(z.object({ name: odooText })),
  country_id: linked(z.object({ code: odooText })),
});

/** An address, or `undefined` when the partner has neither street nor town. */
export function toAddress(kind: PostalAddress["kind"], partner: z.output<typeof addressShape> | undefined): PostalAddress | undefined {
  if (partner === undefined || (partner.street === undefined && partner.city === undefined)) return undefined;
  const street = [partner.street, partner.street2].filter((line) => line !== undefined).join("\n");
  const [region, country] = [partner.state_id?.name, partner.country_id?.code];
  return {
    kind,
    ...(partner.name !== undefined && { name: partner.name }),
    ...(street !== "" && { street }),
    ...(partner.city !== undefined && { city: partner.city }),
    ...(partner.zip !== undefined && { postalCode: partner.zip }),
    ...(region !== undefined && { region }),
    ...(country !== undefined && { country }),
  };
}

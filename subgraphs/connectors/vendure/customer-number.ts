import { z } from "zod";
import { type CustomerId, customerId } from "#model";

/** The shape in which every operation asks for a customer, see `CustomerNumber.selection`. */
export const customerReference = z.object({ id: z.string(), customFields: z.record(z.string(), z.unknown()).nullish() });

/** How the merchant's customer number is found in Vendure: as a custom field, or as Vendure's own id. */
export interface CustomerNumber {
  /** GraphQL fields of `Customer` that hold the number. */
  readonly selection: string;
  /** A `CustomerFilterParameter` that finds these customers. */
  readonly filter: (ids: readonly CustomerId[]) => Readonly<Record<string, unknown>>;
  /** A `CustomerFilterParameter` that leaves out customers without a number; empty when all have one. */
  readonly known: Readonly<Record<string, unknown>>;
  /** The number of a customer; `undefined` when the field is empty, for example for a guest. */
  readonly of: (customer: z.output<typeof customerReference>) => CustomerId | undefined;
}

/** Reads the number from a custom field of that name, or takes Vendure's id when there is none. */
export function customerNumber(field: string | undefined): CustomerNumber {
  if (field === undefined) {
    return { selection: "id", filter: (ids) => ({ id: { in: ids } }), known: {}, of: ({ id }) => customerId(id) };
  }
  return {
    selection: `id customFields { ${field} }`,
    filter: (ids) => ({ [field]: { in: ids } }),
    known: { [field]: { isNull: false, notEq: "" } },
    of: ({ customFields }) => {
      const value = customFields?.[field];
      return typeof value === "string" && value !== "" ? customerId(value) : undefined;
    },
  };
}

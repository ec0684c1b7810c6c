import { z } from "zod";

/** PHP writes an empty map as `[]`. */
const mapOf = <Value extends z.ZodType>(value: Value) =>
  z.union([z.record(z.string(), value), z.array(z.never()).transform((): Record<string, z.output<Value>> => ({}))]);

const labels = mapOf(z.string().nullable()).transform((map) =>
  Object.fromEntries(Object.entries(map).filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== "")),
);

/** Labels by Akeneo locale; empty ones are left out. */
export type Labels = z.output<typeof labels>;

const optionLink = z.object({ code: z.string(), labels });

const valueSchema = z.object({
  locale: z
    .string()
    .nullish()
    .transform((locale) => locale ?? null),
  scope: z
    .string()
    .nullish()
    .transform((scope) => scope ?? null),
  data: z.unknown(),
  // One option for a simple select, options by code for a multiple one; other types link to things of other shapes.
  linked_data: z.unknown().optional(),
});

/** One value of an attribute for a locale and a channel, or for all. */
export type AkeneoValue = z.output<typeof valueSchema>;

/** A product as `GET /products-uuid` shows it (api.akeneo.com/api-reference.html#get_products_uuid). */
export const productSchema = z.object({
  uuid: z.string(),
  enabled: z.boolean(),
  family: z.string().nullish(),
  categories: z.array(z.string()),
  parent: z.string().nullish(),
  values: mapOf(z.array(valueSchema)),
  updated: z.iso.datetime({ offset: true }),
});

/** A product. */
export type AkeneoProduct = z.output<typeof productSchema>;

/** What names a product, for lists that need no more. */
export const productNameSchema = productSchema.pick({ parent: true, values: true });

/** An attribute, as far as it matters for showing values. */
export const attributeSchema = z.object({
  code: z.string(),
  type: z.string(),
  labels,
  sort_order: z.number().nullish(),
});

/** An attribute. */
export type AkeneoAttribute = z.output<typeof attributeSchema>;

/** A family, as far as it is shown. */
export const familySchema = z.object({ code: z.string(), labels });

/** A category; a root has no parent. */
export const categorySchema = z.object({ code: z.string(), parent: z.string().nullish(), labels });

/** A category. */
export type AkeneoCategory = z.output<typeof categorySchema>;

/** A channel, as far as it says which languages it has. */
export const channelSchema = z.object({ code: z.string(), locales: z.array(z.string()) });

/** Measurement families, which come all at once. */
export const measurementsSchema = z.array(
  z.object({ units: z.record(z.string(), z.object({ code: z.string(), symbol: z.string().nullish() })) }),
);

/** A granted token (api.akeneo.com/documentation/authentication.html). */
export const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

/** A page of a list in HAL. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    _links: z.object({ next: z.object({ href: z.string() }).optional() }),
    _embedded: z.object({ items: z.array(item) }),
  });

/** The options that a select value links to, by code; empty without `with_attribute_options`. */
export function linkedOptions(linked: unknown): ReadonlyMap<string, Labels> {
  const one = optionLink.safeParse(linked);
  if (one.success) return new Map([[one.data.code, one.data.labels]]);
  const many = mapOf(optionLink).safeParse(linked);
  return new Map(many.success ? Object.values(many.data).map((option) => [option.code, option.labels]) : []);
}

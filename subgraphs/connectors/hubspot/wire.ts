import { z } from "zod";

/** A CRM record as every read answers it: values are text, `null` where unset (API reference, "Objects", `SimplePublicObject`). */
export const recordSchema = z.object({
  id: z.string(),
  properties: z.record(z.string(), z.string().nullable()),
  createdAt: z.string(),
  updatedAt: z.string(),
});

/** Answer of `batch/read`: status 200, or 207 when some records are missing, which are then simply not in `results`. */
export const batchSchema = z.object({ results: z.array(recordSchema) });

/** Answer of `search`. */
export const searchSchema = z.object({ total: z.int(), results: z.array(recordSchema) });

/**
 * Answer of the associations v4 `batch/read`: records without links are not in `results`. The live API sends `toObjectId` as a number, the
 * reference types it as text.
 */
export const associationsSchema = z.object({
  results: z.array(
    z.object({
      from: z.object({ id: z.string() }),
      to: z.array(
        z.object({
          toObjectId: z.union([z.string(), z.int()]).transform(String),
          associationTypes: z.array(z.object({ typeId: z.int(), label: z.string().nullish() })),
        }),
      ),
      paging: z.object({ next: z.object({ after: z.string() }).nullish() }).nullish(),
    }),
  ),
});

/** Answer of `GET /crm/v3/properties/{objectType}`. */
export const propertiesSchema = z.object({
  results: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      options: z.array(z.object({ value: z.string(), label: z.string() })),
      archived: z.boolean().optional(),
    }),
  ),
});

/** A CRM record. */
export type HubspotRecord = z.output<typeof recordSchema>;
/** A property's definition. */
export type HubspotProperty = z.output<typeof propertiesSchema>["results"][number];
/** A link to another record. */
export type HubspotLink = z.output<typeof associationsSchema>["results"][number]["to"][number];
/** A page of found records. */
export type HubspotFound = z.output<typeof searchSchema>;

/** A filter of a search. */
export interface SearchFilter {
  readonly propertyName: string;
  readonly operator: "EQ" | "GT" | "HAS_PROPERTY";
  readonly value?: string;
}

/** What a search asks for; the filters must all hold. */
export interface SearchQuery {
  readonly text?: string | undefined;
  readonly filters: readonly SearchFilter[];
  /** Property that the result is sorted by, ascending. */
  readonly sort: string;
  readonly properties: readonly string[];
  readonly limit: number;
}

/** What a batch read asks for. */
export interface RecordQuery {
  readonly ids: readonly string[];
  /** Property with unique values that `ids` are values of; HubSpot's own record id when left out. */
  readonly idProperty?: string;
  readonly properties: readonly string[];
}

/** Body of `POST /crm/v3/objects/{objectType}/batch/read`. */
export function batchReadBody({ ids, idProperty, properties }: RecordQuery) {
  return {
    inputs: ids.map((id) => ({ id })),
    properties: [...properties],
    propertiesWithHistory: new Array<string>(),
    ...(idProperty !== undefined && { idProperty }),
  };
}

/** Body of `POST /crm/v3/objects/{objectType}/search`. */
export function searchBody({ text, filters, sort, properties, limit }: SearchQuery) {
  return {
    filterGroups: [{ filters: filters.map((filter) => ({ ...filter })) }],
    sorts: [sort],
    properties: [...properties],
    limit,
    ...(text !== undefined && { query: text }),
  };
}

/** One record whose links are asked for; `after` asks for the page after the first. */
export interface LinkInput {
  readonly id: string;
  readonly after?: string;
}

/** Body of `POST /crm/v4/associations/{from}/{to}/batch/read`. */
export function associationsBody(inputs: readonly LinkInput[]) {
  return { inputs: inputs.map((input) => ({ ...input })) };
}

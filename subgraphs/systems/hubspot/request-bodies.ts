import { z } from "zod";
import { invalid, unreadable } from "./problem.js";

const propertyInput = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

const association = z.strictObject({
  to: z.strictObject({ id: z.coerce.string() }),
  types: z.array(
    z.strictObject({
      associationCategory: z.enum(["HUBSPOT_DEFINED", "USER_DEFINED", "INTEGRATOR_DEFINED", "WORK"]),
      associationTypeId: z.int(),
    }),
  ),
});

const traceId = z.string().optional();

/** `POST /crm/v3/objects/{type}`. */
export const createBody = z.strictObject({
  properties: propertyInput,
  associations: z.array(association).optional(),
  objectWriteTraceId: traceId,
});

/** `PATCH /crm/v3/objects/{type}/{id}`. */
export const updateBody = z.strictObject({ properties: propertyInput, objectWriteTraceId: traceId });

/** `POST /crm/v3/objects/{type}/batch/read`. */
export const batchReadBody = z.strictObject({
  inputs: z.array(z.strictObject({ id: z.string() })),
  properties: z.array(z.string()).default([]),
  propertiesWithHistory: z.array(z.string()).default([]),
  idProperty: z.string().optional(),
});

/** `POST /crm/v3/objects/{type}/batch/create`. */
export const batchCreateBody = z.strictObject({ inputs: z.array(createBody) });

const keyedInput = z.strictObject({
  id: z.string(),
  idProperty: z.string().optional(),
  properties: propertyInput,
  objectWriteTraceId: traceId,
});

/** `POST /crm/v3/objects/{type}/batch/update` and `/batch/upsert`. */
export const batchChangeBody = z.strictObject({ inputs: z.array(keyedInput) });

/** `POST /crm/v3/objects/{type}/batch/archive`. */
export const batchArchiveBody = z.strictObject({ inputs: z.array(z.strictObject({ id: z.string() })) });

/** `POST /crm/v4/associations/{from}/{to}/batch/read`. */
export const associationsReadBody = z.strictObject({ inputs: z.array(z.strictObject({ id: z.string(), after: z.string().optional() })) });

/** How many inputs a batch of records may hold. */
export const batchLimit = 100;

/**
 * Reads a body or refuses it in the words of HubSpot's JSON reader.
 *
 * Members that the API does not know are refused too; the live API lets some of them pass, and a client that sends one is wrong either way.
 */
export function readBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.map((part) => (typeof part === "number" ? `[${part}]` : `[${JSON.stringify(String(part))}]`)).join("");
  throw unreadable(`${issue?.message ?? "unreadable"} (through reference chain: ${where === "" ? "body" : where})`);
}

/** Refuses a batch that is longer than HubSpot takes. */
export function checkBatchSize(inputs: readonly unknown[], limit: number = batchLimit): void {
  if (inputs.length > limit)
    throw invalid(`The maximum number of inputs supported in a batch request is ${limit}; ${inputs.length} were given`);
}

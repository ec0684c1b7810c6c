import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { journalled } from "./journalled.js";
import { objectTypeOf, type ObjectType } from "./object-types.js";
import type { CrmRecord, Portal } from "./portal.js";
import { presentRecord } from "./present-record.js";
import { HubSpotProblem, invalid } from "./problem.js";
import { archiveRecord, checkIdProperty, createRecord, findRecord, updateRecord } from "./records.js";
import { batchArchiveBody, batchChangeBody, batchCreateBody, batchReadBody, checkBatchSize, readBody } from "./request-bodies.js";

const params = z.object({ objectType: z.string() });

/** Registers `/crm/v3/objects/{objectType}/batch/*`. */
export function registerBatchRoutes(app: FastifyInstance, portal: Portal): void {
  app.post("/crm/v3/objects/:objectType/batch/read", (request, reply) => batchRead(portal, request, reply));
  app.post("/crm/v3/objects/:objectType/batch/create", (request, reply) => batchCreate(portal, request, reply));
  app.post("/crm/v3/objects/:objectType/batch/update", (request, reply) => batchUpdate(portal, request, reply));
  app.post("/crm/v3/objects/:objectType/batch/upsert", (request, reply) => batchUpsert(portal, request, reply));
  app.post("/crm/v3/objects/:objectType/batch/archive", (request, reply) => {
    const type = typeOf(request);
    const { inputs } = readBody(batchArchiveBody, request.body);
    checkBatchSize(inputs);
    journalled(portal, request, () => inputs.forEach(({ id }) => archiveRecord(portal, type, id)));
    return reply.code(204).send();
  });
}

/** Found records in the store's order, not the caller's; what is missing is told once, with status 207. */
function batchRead(portal: Portal, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const startedAt = portal.now().toISOString();
  const type = typeOf(request);
  const { inputs, idProperty, ...selection } = readBody(batchReadBody, request.body);
  checkBatchSize(inputs);
  checkIdProperty(portal, type, idProperty);
  const ids = [...new Set(inputs.map(({ id }) => id))];
  const found = ids.map((id) => ({ id, record: findRecord(portal, type, { id, idProperty }) }));
  const records = found.flatMap(({ record }) => (record === undefined ? [] : [record])).sort((a, b) => Number(a.id) - Number(b.id));
  const missing = found.flatMap(({ id, record }) => (record === undefined ? [id] : []));
  const results = records.map((record) => presentRecord(portal, { type, record }, selection));
  return answer(portal, reply, { startedAt, results, errors: missing.length === 0 ? [] : [notThere(type, missing)] });
}

function batchCreate(portal: Portal, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const startedAt = portal.now().toISOString();
  const type = typeOf(request);
  const { inputs } = readBody(batchCreateBody, request.body);
  checkBatchSize(inputs);
  const records = journalled(portal, request, () => inputs.map((input) => ({ input, record: createRecord(portal, type, input) })));
  const results = records.map(({ input, record }) =>
    presentRecord(portal, { type, record }, { properties: Object.keys(input.properties) }),
  );
  return answer(portal, reply, { startedAt, results, errors: [], status: 201 });
}

function batchUpdate(portal: Portal, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const startedAt = portal.now().toISOString();
  const type = typeOf(request);
  const { inputs } = readBody(batchChangeBody, request.body);
  checkInputs(portal, type, inputs);
  const found = inputs.map((input) => ({ input, record: findRecord(portal, type, input) }));
  const missing = found.flatMap(({ input, record }) => (record === undefined ? [input.id] : []));
  const changed = journalled(portal, request, () =>
    found.flatMap(({ input, record }) =>
      record === undefined ? [] : [{ input, record: updateRecord(portal, type, { record, properties: input.properties }) }],
    ),
  );
  const results = changed.map(({ input, record }) =>
    presentRecord(portal, { type, record }, { properties: Object.keys(input.properties) }),
  );
  return answer(portal, reply, { startedAt, results, errors: missing.length === 0 ? [] : [notThere(type, missing)] });
}

function batchUpsert(portal: Portal, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const startedAt = portal.now().toISOString();
  const type = typeOf(request);
  const { inputs } = readBody(batchChangeBody, request.body);
  if (inputs.some(({ idProperty }) => idProperty === undefined)) throw invalid("idProperty is required for an upsert");
  checkInputs(portal, type, inputs);
  const results = journalled(portal, request, () => inputs.map((input) => upsertOne(portal, type, input)));
  return answer(portal, reply, { startedAt, results, errors: [] });
}

type ChangeInput = z.output<typeof batchChangeBody>["inputs"][number];

function upsertOne(portal: Portal, type: ObjectType, input: ChangeInput): unknown {
  const existing = findRecord(portal, type, input);
  const properties = { ...input.properties, ...(input.idProperty !== undefined && { [input.idProperty]: input.id }) };
  const record: CrmRecord =
    existing === undefined ? createRecord(portal, type, { properties }) : updateRecord(portal, type, { record: existing, properties });
  return { ...presentRecord(portal, { type, record }, { properties: Object.keys(properties) }), new: existing === undefined };
}

function checkInputs(portal: Portal, type: ObjectType, inputs: readonly ChangeInput[]): void {
  checkBatchSize(inputs);
  for (const { idProperty } of inputs) checkIdProperty(portal, type, idProperty);
  const ids = inputs.map(({ id }) => id);
  const doubled = ids.find((id, index) => ids.indexOf(id) !== index);
  if (doubled !== undefined)
    throw new HubSpotProblem(400, `Duplicate IDs found in batch input: [${doubled}]. IDs must be unique`, { category: "VALIDATION_ERROR" });
}

interface Outcome {
  readonly startedAt: string;
  readonly results: readonly unknown[];
  readonly errors: readonly unknown[];
  readonly status?: number;
}

function answer(portal: Portal, reply: FastifyReply, { startedAt, results, errors, status = 200 }: Outcome): FastifyReply {
  const completedAt = portal.now().toISOString();
  if (errors.length === 0) return reply.code(status).send({ status: "COMPLETE", results, startedAt, completedAt });
  return reply.code(207).send({ status: "COMPLETE", results, numErrors: errors.length, errors, startedAt, completedAt });
}

function notThere(type: ObjectType, ids: readonly string[]): unknown {
  const message = `Could not get some ${type.singular.toUpperCase()} objects, they may be deleted or not exist. Check that ids are valid.`;
  return { status: "error", category: "OBJECT_NOT_FOUND", message, context: { ids } };
}

function typeOf(request: FastifyRequest): ObjectType {
  return objectTypeOf(params.parse(request.params).objectType);
}

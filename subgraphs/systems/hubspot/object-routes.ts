import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { journalled } from "./journalled.js";
import { objectTypeOf } from "./object-types.js";
import { recordsOf, type CrmRecord, type Portal } from "./portal.js";
import { presentAssociations, presentRecord } from "./present-record.js";
import { invalid, notFound } from "./problem.js";
import { archiveRecord, checkIdProperty, createRecord, findRecord, updateRecord } from "./records.js";
import { createBody, readBody, updateBody } from "./request-bodies.js";
import { searchRecords } from "./search-records.js";
import { readSearch } from "./search-request.js";

const typeParams = z.object({ objectType: z.string() });
const recordParams = z.object({ objectType: z.string(), id: z.string() });
const names = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => [value].flat().flatMap((part) => part.split(",").map((name) => name.trim())))
  .optional();
const readQuery = z.object({
  properties: names,
  propertiesWithHistory: names,
  associations: names,
  idProperty: z.string().optional(),
  archived: z.string().optional(),
});
const listQuery = readQuery.extend({ limit: z.coerce.number().int().default(10), after: z.string().optional() });

/** Registers the single-record routes and the search of `/crm/v3/objects/{objectType}`. */
export function registerObjectRoutes(app: FastifyInstance, portal: Portal): void {
  app.get("/crm/v3/objects/:objectType", (request) => listRecords(portal, request));
  app.get("/crm/v3/objects/:objectType/:id", (request) => readRecord(portal, request));
  app.post("/crm/v3/objects/:objectType", (request, reply) => {
    const type = objectTypeOf(typeParams.parse(request.params).objectType);
    const draft = readBody(createBody, request.body);
    const record = journalled(portal, request, () => createRecord(portal, type, draft));
    return reply.code(201).send(presentRecord(portal, { type, record }, { properties: Object.keys(draft.properties) }));
  });
  app.patch("/crm/v3/objects/:objectType/:id", (request) => {
    const { type, record } = locate(portal, request);
    const { properties } = readBody(updateBody, request.body);
    const changed = journalled(portal, request, () => updateRecord(portal, type, { record, properties }));
    return presentRecord(portal, { type, record: changed }, { properties: Object.keys(properties) });
  });
  app.delete("/crm/v3/objects/:objectType/:id", (request, reply) => {
    const { objectType, id } = recordParams.parse(request.params);
    journalled(portal, request, () => archiveRecord(portal, objectTypeOf(objectType), id));
    return reply.code(204).send();
  });
  app.post("/crm/v3/objects/:objectType/search", (request) => search(portal, request));
}

function listRecords(portal: Portal, request: FastifyRequest): unknown {
  const type = objectTypeOf(typeParams.parse(request.params).objectType);
  const { limit, after = "0", associations = [], archived, ...selection } = listQuery.parse(request.query);
  if (limit < 1 || limit > 100) throw invalid(`Limit ${limit} is out of bounds; it must be between 1 and 100`);
  const all = recordsOf(portal.store, type).filter(
    (record) => record.archived === (archived === "true") && Number(record.id) > Number(after),
  );
  all.sort((a, b) => Number(a.id) - Number(b.id));
  const page = all.slice(0, limit);
  const results = page.map((record) => {
    const linked = presentAssociations(portal, { type, id: record.id }, associations);
    return { ...presentRecord(portal, { type, record }, selection), ...(Object.keys(linked).length > 0 && { associations: linked }) };
  });
  const last = page.at(-1);
  return { results, ...(last !== undefined && page.length < all.length && { paging: nextPage(request, last.id) }) };
}

function readRecord(portal: Portal, request: FastifyRequest): unknown {
  const { type, record } = locate(portal, request);
  const { associations = [], ...selection } = readQuery.parse(request.query);
  const linked = presentAssociations(portal, { type, id: record.id }, associations);
  return { ...presentRecord(portal, { type, record }, selection), ...(Object.keys(linked).length > 0 && { associations: linked }) };
}

function search(portal: Portal, request: FastifyRequest): unknown {
  const type = objectTypeOf(typeParams.parse(request.params).objectType);
  const asked = readSearch(portal, type, request.body);
  const { total, records, nextAfter } = searchRecords(portal, type, asked);
  const results = records.map((record) => presentRecord(portal, { type, record }, asked));
  return { total, results, ...(nextAfter !== undefined && { paging: { next: { after: nextAfter } } }) };
}

function locate(portal: Portal, request: FastifyRequest): { readonly type: ReturnType<typeof objectTypeOf>; readonly record: CrmRecord } {
  const { objectType, id } = recordParams.parse(request.params);
  const type = objectTypeOf(objectType);
  const { idProperty } = readQuery.parse(request.query);
  checkIdProperty(portal, type, idProperty);
  const record = findRecord(portal, type, { id, idProperty });
  if (record !== undefined) return { type, record };
  throw notFound(idProperty === undefined && !/^\d+$/.test(id) ? "Object not found.  objectId are usually numeric." : undefined);
}

function nextPage(request: FastifyRequest, after: string): unknown {
  return { next: { after, link: `https://api.hubapi.com${request.url.split("?", 1)[0] ?? ""}?after=${after}` } };
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { associateByDefault, associationTypes, dissociate, linksOf, typesBetween, type AssociationEnd } from "./associations.js";
import { journalled } from "./journalled.js";
import { objectTypeOf, type ObjectType } from "./object-types.js";
import { recordsOf, type Portal } from "./portal.js";
import { notFound } from "./problem.js";
import { associationsReadBody, checkBatchSize, readBody } from "./request-bodies.js";

const batchLimit = 1_000;
const pairParams = z.object({ from: z.string(), to: z.string() });
const listParams = z.object({ from: z.string(), id: z.string(), to: z.string() });
const linkParams = listParams.extend({ toId: z.string() });

/** Registers the v4 associations routes: batch read, labels, list, default association, removal. */
export function registerAssociationRoutes(app: FastifyInstance, portal: Portal): void {
  app.post("/crm/v4/associations/:from/:to/batch/read", (request, reply) => batchRead(portal, request, reply));
  app.get("/crm/v4/associations/:from/:to/labels", (request) => {
    const { from, to } = pairParams.parse(request.params);
    const types = typesBetween(objectTypeOf(from), objectTypeOf(to));
    return { results: types.map(({ typeId, label }) => ({ category: "HUBSPOT_DEFINED", typeId, label })) };
  });
  app.get("/crm/v4/objects/:from/:id/associations/:to", (request) => {
    const { from, id, to } = listParams.parse(request.params);
    return { results: presentLinks(portal, existing(portal, objectTypeOf(from), id), objectTypeOf(to)) };
  });
  app.put("/crm/v4/objects/:from/:id/associations/default/:to/:toId", (request) => {
    const { from, to } = readLink(portal, request);
    const types = journalled(portal, request, () => associateByDefault(portal.store, from, to));
    const results = types.map(({ typeId }) => ({
      from: { id: from.id },
      to: { id: to.id },
      associationSpec: { associationCategory: "HUBSPOT_DEFINED", associationTypeId: typeId },
    }));
    const at = portal.now().toISOString();
    return { status: "COMPLETE", results, startedAt: at, completedAt: at };
  });
  app.delete("/crm/v4/objects/:from/:id/associations/:to/:toId", (request, reply) => {
    const { from, to } = readLink(portal, request);
    journalled(portal, request, () => dissociate(portal.store, from, to));
    return reply.code(204).send();
  });
}

/** Only records that have links are in `results`; each of the others is an entry of `errors`, and the status is 207. */
function batchRead(portal: Portal, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const params = pairParams.parse(request.params);
  const [from, to] = [objectTypeOf(params.from), objectTypeOf(params.to)];
  const { inputs } = readBody(associationsReadBody, request.body);
  checkBatchSize(inputs, batchLimit);
  const rows = inputs.map(({ id }) => ({ id, links: presentLinks(portal, { type: from, id }, to) }));
  const results = rows.filter(({ links }) => links.length > 0).map(({ id, links }) => ({ from: { id }, to: links }));
  const errors = rows.filter(({ links }) => links.length === 0).map(({ id }) => noneFound(from, to, id));
  const at = portal.now().toISOString();
  const body = {
    status: "COMPLETE",
    results,
    ...(errors.length > 0 && { numErrors: errors.length, errors }),
    startedAt: at,
    completedAt: at,
  };
  return reply.code(errors.length > 0 ? 207 : 200).send(body);
}

function presentLinks(portal: Portal, from: AssociationEnd, to: ObjectType): unknown[] {
  return linksOf(portal.store, from, to).map(({ toId, typeIds }) => ({
    // A number on the wire, although the vendor's own client types it as a string.
    toObjectId: Number(toId),
    associationTypes: typeIds.map((typeId) => ({ category: "HUBSPOT_DEFINED", typeId, label: labelOf(typeId) })),
  }));
}

function labelOf(typeId: number): string | null {
  return associationTypes.find((type) => type.typeId === typeId)?.label ?? null;
}

function noneFound(from: ObjectType, to: ObjectType, id: string): unknown {
  return {
    status: "error",
    category: "OBJECT_NOT_FOUND",
    subCategory: "crm.associations.NO_ASSOCIATIONS_FOUND",
    message: `No ${to.singular} is associated with ${from.singular} ${id}.`,
    context: { fromObjectId: [id], fromObjectType: [from.singular], toObjectType: [to.singular] },
  };
}

function readLink(portal: Portal, request: FastifyRequest): { readonly from: AssociationEnd; readonly to: AssociationEnd } {
  const { from, id, to, toId } = linkParams.parse(request.params);
  return { from: existing(portal, objectTypeOf(from), id), to: existing(portal, objectTypeOf(to), toId) };
}

function existing(portal: Portal, type: ObjectType, id: string): AssociationEnd {
  if (recordsOf(portal.store, type).get(id)?.archived !== false) throw notFound(`${type.singular} ${id} does not exist`);
  return { type, id };
}

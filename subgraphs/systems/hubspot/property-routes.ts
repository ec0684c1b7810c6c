import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { journalled } from "./journalled.js";
import { objectTypeOf, type ObjectType } from "./object-types.js";
import type { Portal } from "./portal.js";
import { HubSpotProblem, invalid, notFound } from "./problem.js";
import { definePropertyFrom, propertyBody, propertyPatch } from "./property-bodies.js";
import { definitionsOf, type PropertyDefinition } from "./property-definition.js";
import { readBody } from "./request-bodies.js";

const typeParams = z.object({ objectType: z.string() });
const propertyParams = typeParams.extend({ name: z.string() });

/** Registers `/crm/v3/properties/{objectType}`: list, read, create, change, archive. */
export function registerPropertyRoutes(app: FastifyInstance, portal: Portal): void {
  app.get("/crm/v3/properties/:objectType", (request) => ({
    results: definitionsOf(portal.store, typeOf(request)).filter((property) => !property.archived),
  }));
  app.get("/crm/v3/properties/:objectType/:name", (request) => locate(portal, request).property);
  app.post("/crm/v3/properties/:objectType", (request, reply) => {
    const type = typeOf(request);
    const draft = readBody(propertyBody, request.body);
    const definitions = definitionsOf(portal.store, type);
    if (definitions.has(draft.name))
      throw new HubSpotProblem(409, `A property named '${draft.name}' already exists.`, {
        category: "OBJECT_ALREADY_EXISTS",
        subCategory: "Properties.PROPERTY_EXISTS",
      });
    const property = definePropertyFrom(draft, portal.now().toISOString());
    return reply.code(201).send(journalled(portal, request, () => definitions.put(property.name, property)));
  });
  app.patch("/crm/v3/properties/:objectType/:name", (request) => {
    const { type, property } = locate(portal, request);
    if (property.modificationMetadata.readOnlyDefinition) throw invalid(`The definition of property '${property.name}' is read-only`);
    const patch = readBody(propertyPatch, request.body);
    const changed: PropertyDefinition = {
      ...property,
      ...(patch.label !== undefined && { label: patch.label }),
      ...(patch.description !== undefined && { description: patch.description }),
      ...(patch.groupName !== undefined && { groupName: patch.groupName }),
      ...(patch.options !== undefined && { options: patch.options }),
      updatedAt: portal.now().toISOString(),
    };
    return journalled(portal, request, () => definitionsOf(portal.store, type).put(property.name, changed));
  });
  app.delete("/crm/v3/properties/:objectType/:name", (request, reply) => {
    const { type, property } = locate(portal, request);
    if (property.hubspotDefined) throw invalid(`Property '${property.name}' is defined by HubSpot and cannot be archived`);
    journalled(portal, request, () => definitionsOf(portal.store, type).delete(property.name));
    return reply.code(204).send();
  });
}

function locate(portal: Portal, request: FastifyRequest): { readonly type: ObjectType; readonly property: PropertyDefinition } {
  const { name } = propertyParams.parse(request.params);
  const type = typeOf(request);
  const property = definitionsOf(portal.store, type).get(name);
  if (property === undefined) throw notFound(`Property ${name} does not exist`);
  return { type, property };
}

function typeOf(request: FastifyRequest): ObjectType {
  return objectTypeOf(typeParams.parse(request.params).objectType);
}

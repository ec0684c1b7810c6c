import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { patchCollection } from "../collection-patch.js";
import { stamp } from "../documents.js";
import { type Asked, asked, offsetList, originOf, readBoolean } from "../paging.js";
import { ApiProblem, invalid, misformatted, typeName, unprocessable } from "../problem.js";
import type { PimWorld } from "../products/product-routes.js";
import { readCriteria } from "../search/criteria.js";
import type { Coded, Resource } from "./resource.js";

const parametersSchema = z.object({ owner: z.string().optional(), code: z.string().optional() });

/** Registers list, get and, where the resource can be written, POST and PATCH of one kind of reference record. */
export function resourceRoutes<Body extends Coded>(api: FastifyInstance, world: PimWorld, resource: Resource<Body>): void {
  const path = `/rest/v1/${resource.path}`;
  api.get(path, (request) => list(request, world, resource));
  api.get(`${path}/:code`, (request) => {
    const { owner, code = "" } = parametersSchema.parse(request.params);
    checkOwner(world, resource, owner);
    const kept = resource.kept(world.pim).get(keyOf(owner, code));
    if (kept === undefined) throw missing(resource, code, owner);
    return present(asked(request), world, resource)(kept);
  });
  if (resource.write === undefined) return;
  api.post(path, (request, reply) => {
    const { owner } = parametersSchema.parse(request.params);
    const code = parametersSchema.safeParse(request.body).data?.code;
    if (!code) throw invalid([{ property: "code", message: "This value should not be blank." }]);
    if (resource.kept(world.pim).has(keyOf(owner, code))) {
      throw invalid([{ property: "code", message: "This value is already used." }]);
    }
    write(world, resource, { owner, code, body: request.body });
    return reply.code(201).header("location", locationOf(request, code)).send();
  });
  api.patch(`${path}/:code`, (request, reply) => {
    const { owner, code = "" } = parametersSchema.parse(request.params);
    const status = write(world, resource, { owner, code, body: request.body });
    return reply.code(status).header("location", locationOf(request)).send();
  });
  api.patch(path, (request, reply) => {
    const { owner } = parametersSchema.parse(request.params);
    checkOwner(world, resource, owner);
    return patchCollection(reply, request.body, { key: "code", write: (code, body) => write(world, resource, { owner, code, body }) });
  });
}

function list<Body extends Coded>(request: FastifyRequest, world: PimWorld, resource: Resource<Body>): unknown {
  const ask = asked(request);
  const { owner } = parametersSchema.parse(request.params);
  checkOwner(world, resource, owner);
  const now = world.world.now();
  const tests = readCriteria(ask.query).map((criterion) => resource.test(world.pim, criterion, now));
  const found = resource.kept(world.pim).filter((kept) => kept.owner === owner && tests.every((test) => test(kept)));
  return offsetList(ask, found, present(ask, world, resource));
}

function present<Body extends Coded>(ask: Asked, { pim }: PimWorld, resource: Resource<Body>) {
  const { origin } = new URL(ask.url);
  return (kept: Parameters<Resource<Body>["present"]>[1]): unknown => {
    const shown = resource.present(pim, kept, { withPosition: readBoolean(ask.query, "with_position") });
    const self = `${origin}/api/rest/v1/${resource.path.replace(":owner", kept.owner ?? "")}/${encodeURIComponent(kept.body.code)}`;
    return { _links: { self: { href: self } }, ...(typeof shown === "object" ? shown : {}) };
  };
}

interface ReferenceWrite {
  readonly owner: string | undefined;
  readonly code: string;
  readonly body: unknown;
}

function write<Body extends Coded>({ pim, world }: PimWorld, resource: Resource<Body>, { owner, code, body }: ReferenceWrite): 201 | 204 {
  checkOwner({ pim, world }, resource, owner);
  const kept = resource.kept(pim);
  const known = kept.get(keyOf(owner, code));
  const record = merge(resource, { before: known?.body, owner, code, given: body });
  const violations = resource.write?.check(pim, record, owner) ?? [];
  if (violations.length > 0) throw invalid(violations);
  const path = `/api/rest/v1/${resource.path.replace(":owner", owner ?? "")}/${code}`;
  const operation = `${resource.operation}.${known ? "update" : "create"}`;
  world.journal.accept({ method: "PATCH", path, operation, body }, () =>
    kept.put(keyOf(owner, code), { body: record, updated: stamp(world.now()), ...(owner === undefined ? {} : { owner }) }),
  );
  return known ? 204 : 201;
}

function merge<Body extends Coded>(
  resource: Resource<Body>,
  { before, owner, code, given }: { before: Body | undefined; owner: string | undefined; code: string; given: unknown },
): Body {
  const anchor = `patch_${resource.path.replace(/\W+/g, "_")}__code_`;
  const fields = z.record(z.string(), z.unknown()).safeParse(given);
  if (!fields.success || resource.write === undefined) throw new ApiProblem(400, "Invalid json message received");
  const { _links: _ignored, ...changes } = fields.data;
  if (changes["code"] !== undefined && changes["code"] !== code) {
    throw unprocessable(
      `The code "${String(changes["code"])}" provided in the request body must match the code "${code}" provided in the url.`,
    );
  }
  const frozen =
    before &&
    resource.write.immutable.find((key) => key in changes && changes[key] !== Object.entries(before).find(([name]) => name === key)?.[1]);
  if (frozen) throw invalid([{ property: frozen, message: "This property cannot be changed." }]);
  const isOption = resource.path.startsWith("attributes/");
  const merged = { ...before, ...(isOption ? { attribute: owner } : {}), code, ...changes, ...mergedLabels(before, changes) };
  const parsed = resource.write.schema.safeParse(merged);
  if (parsed.success) return parsed.data;
  throw fromIssue(parsed.error.issues[0], merged, anchor);
}

/** Labels are merged locale by locale; the other lists and objects are replaced. */
function mergedLabels(before: object | undefined, changes: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const schema = z.object({ labels: z.record(z.string(), z.unknown()) });
  const given = schema.safeParse(changes);
  if (!given.success) return {};
  const old = schema.safeParse(before).data?.labels ?? {};
  const labels = Object.entries({ ...old, ...given.data.labels }).filter(([, label]) => label !== null && label !== "");
  return { labels: Object.fromEntries(labels) };
}

function fromIssue(issue: z.core.$ZodIssue | undefined, body: Readonly<Record<string, unknown>>, anchor: string): ApiProblem {
  if (issue?.code === "unrecognized_keys") return misformatted(`Property "${issue.keys[0]}" does not exist.`, anchor);
  const property = String(issue?.path[0] ?? "");
  if (body[property] === undefined) return invalid([{ property, message: "This value should not be blank." }]);
  if (issue?.code === "invalid_format") return invalid([{ property, message: `${property} ${issue.message}` }]);
  return misformatted(`Property "${property}" has an unexpected format, "${typeName(body[property])}" given.`, anchor);
}

function checkOwner<Body extends Coded>({ pim }: PimWorld, resource: Resource<Body>, owner: string | undefined): void {
  if (owner === undefined) return;
  const isFamily = resource.path.startsWith("families/");
  if (isFamily && !pim.families.has(owner)) throw new ApiProblem(404, `Family "${owner}" does not exist.`);
  if (isFamily) return;
  const type = pim.attributes.get(owner)?.body.type;
  if (type === undefined) throw new ApiProblem(404, `Attribute "${owner}" does not exist.`);
  if (type === "pim_catalog_simpleselect" || type === "pim_catalog_multiselect") return;
  throw new ApiProblem(
    404,
    `Attribute "${owner}" does not support options. Only attributes of type "pim_catalog_simpleselect", "pim_catalog_multiselect" support options.`,
  );
}

function missing<Body extends Coded>({ title }: Resource<Body>, code: string, owner: string | undefined): ApiProblem {
  const suffix =
    owner === undefined
      ? "."
      : title === "Attribute option"
        ? ` or is not an option of the attribute "${owner}".`
        : ` or is not a variant of the family "${owner}".`;
  return new ApiProblem(404, `${title} "${code}" does not exist${suffix}`);
}

function keyOf(owner: string | undefined, code: string): string {
  return owner === undefined ? code : `${owner}/${code}`;
}

function locationOf(request: FastifyRequest, code?: string): string {
  const path = request.url.split("?", 1)[0] ?? "";
  return `${originOf(request)}${path}${code === undefined ? "" : `/${encodeURIComponent(code)}`}`;
}

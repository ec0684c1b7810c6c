import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { patchCollection } from "../collection-patch.js";
import { type ModelDocument, type Pim, stamp } from "../documents.js";
import { asked, deepList, originOf, readQuery } from "../paging.js";
import { invalid } from "../problem.js";
import { readCriteria, unsupported } from "../search/criteria.js";
import { candidateTests } from "../search/entity-test.js";
import { ancestorsOf } from "../values/inheritance.js";
import { readChoice } from "../values/present-values.js";
import { presentModel, type View } from "./present.js";
import type { PimWorld } from "./product-routes.js";
import { noModel, writeModel } from "./write-model.js";

const path = "/rest/v1/product-models";
const codeSchema = z.object({ code: z.string() });

/** Registers the endpoints of product models. */
export function modelRoutes(api: FastifyInstance, { pim, world }: PimWorld): void {
  const patch = (code: string, body: unknown): 201 | 204 => {
    const isKnown = pim.models.has(code);
    const write = {
      method: "PATCH",
      path: `/api${path}/${code}`,
      operation: isKnown ? "product-model.update" : "product-model.create",
      body,
    };
    const at = stamp(world.now());
    world.journal.accept(write, () => writeModel({ pim, anchor: "patch_product_models__code_", at }, code, body));
    return isKnown ? 204 : 201;
  };
  api.get(path, (request) => listModels(request, { pim, world }));
  api.get(`${path}/:code`, (request) => presentModel(viewOf(request, pim), findModel(pim, request)));
  api.post(path, (request, reply) => {
    const code = codeSchema.safeParse(request.body).data?.code;
    if (!code) throw invalid([{ property: "code", message: "The product model code must not be empty." }]);
    if (pim.models.has(code)) throw invalid([{ property: "code", message: "The same code is already set on another product model." }]);
    patch(code, request.body);
    return reply
      .code(201)
      .header("location", `${originOf(request)}/api${path}/${encodeURIComponent(code)}`)
      .send();
  });
  api.patch(`${path}/:code`, (request, reply) => {
    const { code } = codeSchema.parse(request.params);
    const location = `${originOf(request)}/api${path}/${encodeURIComponent(code)}`;
    return reply.code(patch(code, request.body)).header("location", location).send();
  });
  api.patch(path, (request, reply) => patchCollection(reply, request.body, { key: "code", write: patch }));
  api.delete(`${path}/:code`, (request, reply) => {
    const model = findModel(pim, request);
    const write = { method: "DELETE", path: `/api${path}/${model.code}`, operation: "product-model.delete", body: null };
    world.journal.accept(write, () => deleteFamilyTree(pim, model));
    return reply.code(204).send();
  });
}

function listModels(request: FastifyRequest, { pim, world }: PimWorld): unknown {
  const ask = asked(request);
  const criteria = readCriteria(ask.query);
  const foreign = criteria.find(({ property, operator }) => property === "parent" && operator === "=");
  if (foreign) throw unsupported(foreign);
  const tests = candidateTests({ pim, now: world.now(), kind: "product_model" }, criteria);
  const view = viewOf(request, pim);
  const found = pim.models.filter((model) => tests.every((test) => test({ entity: model, identifier: model.code })));
  const sorted = found.sort((left, right) => (left.code < right.code ? -1 : 1));
  return deepList(ask, sorted, { keyOf: ({ code }) => code, present: (model) => presentModel(view, model) });
}

/** A deleted model takes its sub-models and variants with it. */
function deleteFamilyTree(pim: Pim, model: ModelDocument): void {
  for (const product of pim.products.filter((one) => ancestorsOf(pim, one).some(({ code }) => code === model.code))) {
    pim.products.delete(product.uuid);
  }
  for (const below of pim.models.filter((one) => ancestorsOf(pim, one).some(({ code }) => code === model.code)))
    pim.models.delete(below.code);
  pim.models.delete(model.code);
}

function findModel(pim: Pim, request: FastifyRequest): ModelDocument {
  const { code } = codeSchema.parse(request.params);
  const model = pim.models.get(code);
  if (model === undefined) throw noModel(code);
  return model;
}

function viewOf(request: FastifyRequest, pim: Pim): View {
  return { pim, origin: originOf(request), choice: readChoice(pim, readQuery(request)), withCompletenesses: false };
}

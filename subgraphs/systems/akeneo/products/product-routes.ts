import { randomUUID } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import type { SimulatorWorld } from "../../simulator/simulator.js";
import { patchCollection } from "../collection-patch.js";
import { type Pim, type ProductDocument, stamp } from "../documents.js";
import { asked, deepList, originOf, type Query, readBoolean, readQuery } from "../paging.js";
import { misformatted } from "../problem.js";
import { readCriteria } from "../search/criteria.js";
import { candidateTests } from "../search/entity-test.js";
import { inheritedCategories, withDescendants } from "../values/inheritance.js";
import { readChoice } from "../values/present-values.js";
import { presentProduct, type View } from "./present.js";
import { blankProduct, noProduct, type ProductFlavour, writeProduct } from "./write-product.js";

/** The PIM and the framework's world around it. */
export interface PimWorld {
  readonly pim: Pim;
  readonly world: SimulatorWorld;
}

const paths = { identifier: "/rest/v1/products", uuid: "/rest/v1/products-uuid" } as const;
const anchors = { identifier: "products", uuid: "products_uuid" } as const;
const keyPattern = { identifier: "*", uuid: ":key" } as const;
const uuidSchema = z.guid();

/** Registers the endpoints of products, under `/products` by identifier or under `/products-uuid` by UUID. */
export function productRoutes(api: FastifyInstance, { pim, world }: PimWorld, flavour: ProductFlavour): void {
  const path = paths[flavour];
  api.get(path, (request) => listProducts(request, { pim, world }, flavour));
  api.get(`${path}/${keyPattern[flavour]}`, (request) =>
    presentProduct(viewOf(request, pim), findProduct(pim, keyOf(request), flavour), flavour),
  );
  api.post(path, (request, reply) => {
    const product = world.journal.accept({ method: "POST", path: `/api${path}`, operation: "product.create", body: request.body }, () =>
      createProduct({ pim, world }, request.body, flavour),
    );
    return reply
      .code(201)
      .header("location", locationOf(request, product, flavour))
      .send();
  });
  api.patch(`${path}/${keyPattern[flavour]}`, (request, reply) => {
    const key = keyOf(request);
    const isKnown = lookUp(pim, key, flavour) !== undefined;
    const product = patchProduct({ pim, world }, { key, body: request.body, flavour });
    return reply
      .code(isKnown ? 204 : 201)
      .header("location", locationOf(request, product, flavour))
      .send();
  });
  api.patch(path, (request, reply) =>
    patchCollection(reply, request.body, {
      key: flavour,
      write: (key, body) => {
        const isKnown = lookUp(pim, key, flavour) !== undefined;
        patchProduct({ pim, world }, { key, body, flavour });
        return isKnown ? 204 : 201;
      },
    }),
  );
  api.delete(`${path}/${keyPattern[flavour]}`, (request, reply) => {
    const product = findProduct(pim, keyOf(request), flavour);
    const write = { method: "DELETE", path: `/api${path}/${keyOf(request)}`, operation: "product.delete", body: null };
    world.journal.accept(write, () => pim.products.delete(product.uuid));
    return reply.code(204).send();
  });
}

function listProducts(request: FastifyRequest, { pim, world }: PimWorld, flavour: ProductFlavour): unknown {
  const ask = asked(request);
  const tests = candidateTests({ pim, now: world.now(), kind: "product" }, readCriteria(ask.query));
  const view = viewOf(request, pim);
  const inTree = treeTest(pim, ask.query);
  const found = pim.products.filter((product) => {
    const candidate = {
      entity: product,
      uuid: product.uuid,
      identifier: product.identifier,
      isEnabled: product.enabled,
      groups: product.groups,
    };
    return inTree(product) && tests.every((test) => test(candidate));
  });
  const keyOfProduct = (product: ProductDocument): string => (flavour === "uuid" ? product.uuid : (product.identifier ?? product.uuid));
  const sorted = found.sort((left, right) => (keyOfProduct(left) < keyOfProduct(right) ? -1 : 1));
  return deepList(ask, sorted, { keyOf: keyOfProduct, present: (product) => presentProduct(view, product, flavour) });
}

/** With a scope, only products that are classified in the channel's tree. */
function treeTest(pim: Pim, query: Query): (product: ProductDocument) => boolean {
  const tree = query["scope"] === undefined ? undefined : pim.channels.get(query["scope"])?.body.category_tree;
  if (tree === undefined) return () => true;
  const inside = withDescendants(pim, [tree]);
  return (product) => inheritedCategories(pim, product).some((code) => inside.has(code));
}

function viewOf(request: FastifyRequest, pim: Pim): View {
  const query = readQuery(request);
  return { pim, origin: originOf(request), choice: readChoice(pim, query), withCompletenesses: readBoolean(query, "with_completenesses") };
}

function createProduct({ pim, world }: PimWorld, body: unknown, flavour: ProductFlavour): ProductDocument {
  const anchor = `post_${anchors[flavour]}`;
  const given = z.object({ uuid: z.string().optional() }).safeParse(body).data?.uuid;
  const uuid = given === undefined ? randomUUID() : checkUuid(given, anchor);
  const at = stamp(world.now());
  return writeProduct({ pim, anchor, at }, pim.products.get(uuid) ?? blankProduct(uuid, at), { body, flavour });
}

function patchProduct(
  { pim, world }: PimWorld,
  { key, body, flavour }: { readonly key: string; readonly body: unknown; readonly flavour: ProductFlavour },
): ProductDocument {
  const anchor = flavour === "uuid" ? "patch_products_uuid__uuid_" : "patch_products__code_";
  const at = stamp(world.now());
  const known = lookUp(pim, key, flavour);
  const before = known ?? blankProduct(flavour === "uuid" ? checkUuid(key, anchor) : randomUUID(), at);
  const named =
    known === undefined && flavour === "identifier" ? { identifier: key, ...z.record(z.string(), z.unknown()).safeParse(body).data } : body;
  const write = { method: "PATCH", path: `/api${paths[flavour]}/${key}`, operation: known ? "product.update" : "product.create", body };
  return world.journal.accept(write, () => writeProduct({ pim, anchor, at }, before, { body: named, flavour }));
}

function checkUuid(uuid: string, anchor: string): string {
  if (uuidSchema.safeParse(uuid).success) return uuid;
  throw misformatted("This is not a valid UUID.", anchor);
}

function findProduct(pim: Pim, key: string, flavour: ProductFlavour): ProductDocument {
  const product = lookUp(pim, key, flavour);
  if (product === undefined) throw noProduct(key);
  return product;
}

function lookUp(pim: Pim, key: string, flavour: ProductFlavour): ProductDocument | undefined {
  return flavour === "uuid" ? pim.products.get(key) : pim.products.find(({ identifier }) => identifier === key);
}

function locationOf(request: FastifyRequest, product: ProductDocument, flavour: ProductFlavour): string {
  const key = flavour === "uuid" ? product.uuid : encodeURIComponent(product.identifier ?? "");
  return `${originOf(request)}/api${paths[flavour]}/${key}`;
}

const parametersSchema = z.object({ key: z.string().optional(), "*": z.string().optional() });

function keyOf(request: FastifyRequest): string {
  const { key, "*": rest } = parametersSchema.parse(request.params);
  return key ?? rest ?? "";
}

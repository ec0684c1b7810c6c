import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { sku } from "#model";
import { generateMerchant } from "#systems";
import { type Exchange, openAkeneo, type OpenAkeneo } from "./open-akeneo.js";

const folder = process.env["CONTRACTS_DIR"];

const parameterSchema = z.object({ name: z.string(), in: z.string(), schema: z.record(z.string(), z.unknown()).optional() });
const contentSchema = z.object({ content: z.record(z.string(), z.object({ schema: z.unknown().optional() })).optional() });
const operationSchema = z.looseObject({
  parameters: z.array(z.union([parameterSchema, z.object({ $ref: z.string() })])).default([]),
  requestBody: contentSchema.optional(),
  responses: z.record(z.string(), z.unknown()),
});
const documentSchema = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

// The vendor's description is needed to hold traffic against it; a plain checkout does not have it.
describe.skipIf(folder === undefined)("Akeneo's own OpenAPI description (needs CONTRACTS_DIR)", () => {
  const description = folder === undefined ? undefined : readDescription(join(folder, "akeneo", "akeneo.com.json"));

  it("knows every request that the connector sends, and the shape of every answer that it gets", async () => {
    await using open = await openAkeneo({}, generateMerchant({ products: 230, customers: 2 }));
    await useEverything(open);
    expect(new Set(open.exchanges.map(({ path }) => path)).size).toBeGreaterThanOrEqual(6);
    for (const exchange of open.exchanges) expect(description?.problemsOf(exchange), exchange.path).toEqual([]);
  });

  it.each([
    "/api/rest/v1/products?limit=3&with_completenesses=true",
    "/api/rest/v1/products-uuid?limit=3&with_count=true&page=2",
    "/api/rest/v1/product-models?limit=3",
    "/api/rest/v1/attributes/brand/options",
    "/api/rest/v1/attribute-groups",
    "/api/rest/v1/channels",
    "/api/rest/v1/currencies",
    "/api/rest/v1/locales",
    "/api/rest/v1/media-files?limit=3",
  ])("knows the shape of the simulator's answer to %s", async (path) => {
    await using open = await openAkeneo({}, generateMerchant({ products: 60, customers: 2 }));
    expect((await open.asClerk("GET", path)).status).toBe(200);
    for (const exchange of open.exchanges) expect(description?.problemsOf(exchange), exchange.path).toEqual([]);
  });
});

async function useEverything({ catalog, merchant, call }: OpenAkeneo): Promise<void> {
  await catalog.products(
    merchant.products.slice(0, 120).map((product) => sku(product.sku)),
    call,
  );
  await catalog.variants(
    merchant.models.map(({ code }) => code),
    call,
  );
  await catalog.categories(call);
  for await (const _page of catalog.scan({ updatedSince: "2020-01-01T00:00:00Z" }, call));
}

function readDescription(file: string): { readonly problemsOf: (exchange: Exchange) => readonly string[] } {
  const document = documentSchema.parse(withoutExamples(JSON.parse(readFileSync(file, "utf8"))));
  // Formats such as "dateTime" are the vendor's own.
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, coerceTypes: false });
  ajv.addSchema(document, "akeneo", undefined, false);
  const compiled = new Map<string, ValidateFunction>();
  const check = (pointer: string, data: unknown): readonly string[] => {
    const validate = compiled.get(pointer) ?? ajv.compile({ $ref: `akeneo#${pointer}` });
    compiled.set(pointer, validate);
    return validate(data) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
  return { problemsOf: (exchange) => problemsOf(document, exchange, check) };
}

type Check = (pointer: string, data: unknown) => readonly string[];

function problemsOf(document: z.output<typeof documentSchema>, exchange: Exchange, check: Check): readonly string[] {
  const template = Object.keys(document.paths).find((path) => matches(path, exchange.path));
  const operation = template && operationSchema.safeParse(document.paths[template]?.[exchange.method.toLowerCase()]).data;
  if (template === undefined || !operation) return [`no ${exchange.method} ${exchange.path}`];
  const root = `/paths/${escapePointer(template)}/${exchange.method.toLowerCase()}`;
  const parameters = operation.parameters.filter((one): one is z.output<typeof parameterSchema> => "name" in one);
  const strangers = [...exchange.query.keys()].filter((name) => !parameters.some((one) => one.in === "query" && one.name === name));
  const wrong = parameters.flatMap((one, index) => {
    const given = one.in === "query" ? exchange.query.get(one.name) : null;
    return given === null ? [] : check(`${root}/parameters/${index}/schema`, typed(given, one.schema?.["type"]));
  });
  const json = escapePointer("application/json");
  const body = operation.requestBody === undefined ? [] : check(`${root}/requestBody/content/${json}/schema`, exchange.requestBody);
  // Where a list comes without an envelope, the description gives the shape of one of its items.
  const answers = Array.isArray(exchange.responseBody) ? exchange.responseBody : [exchange.responseBody];
  const answer = answers.flatMap((one) => check(`${root}/responses/${exchange.status}/content/${json}/schema`, withoutNulls(one)));
  return [...strangers.map((name) => `unknown parameter ${name}`), ...wrong, ...body, ...answer];
}

function matches(template: string, path: string): boolean {
  return new RegExp(`^${template.replace(/\{[^}]+\}/g, "[^/]+")}$`).test(path);
}

function typed(text: string, type: unknown): unknown {
  return type === "string" ? text : JSON.parse(text);
}

/** The description has no word for null: it was made with Swagger 2, and shows nulls in its own examples. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([, part]) => part !== null);
  return Object.fromEntries(kept.map(([key, part]) => [key, withoutNulls(part)]));
}

/** Examples hold schemas of their own, with ids that come twice. */
function withoutExamples(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutExamples);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => key !== "example" && key !== "examples" && !key.startsWith("x-"));
  return Object.fromEntries(kept.map(([key, part]) => [key, withoutExamples(part)]));
}

function escapePointer(segment: string): string {
  return encodeURIComponent(segment.replaceAll("~", "~0").replaceAll("/", "~1"));
}

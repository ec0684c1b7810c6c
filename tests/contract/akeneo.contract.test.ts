import { describe, expect, it } from "vitest";
import { locale, sku, textFor, type ProductContent } from "#model";
import { generateMerchant, startSimulator, type MerchantProduct } from "#systems";
import akeneo from "../../subgraphs/connectors/akeneo/index.js";
import { describeConnector } from "../../subgraphs/connectors/sdk/contract-suite/index.js";
import { akeneoSimulator } from "../../subgraphs/systems/akeneo/index.js";
import { openAkeneo } from "./open-akeneo.js";

describeConnector(akeneo, {
  start: async () => {
    const merchant = generateMerchant({ products: 300, customers: 2 });
    const pim = await startSimulator(akeneoSimulator, { merchant });
    return {
      settings: pim.credentials,
      known: {
        skus: merchant.products.slice(0, 40).map((product) => product.sku),
        unknownSku: "NO-SUCH-THING",
        models: merchant.models.slice(0, 5).map(({ code }) => code),
      },
      faults: pim.faults,
      calls: pim.calls,
      [Symbol.asyncDispose]: () => pim.close(),
    };
  },
});

const english = locale("en-GB");
const french = locale("fr-FR");

describe("the catalogue of an Akeneo PIM", () => {
  it("is the merchant's, product by product, in both languages", async () => {
    await using open = await openAkeneo();
    const contents = new Map<string, ProductContent>();
    for await (const page of open.catalog.scan({}, open.call)) for (const content of page) contents.set(content.sku, content);
    expect(contents.size).toBe(open.merchant.products.length);
    for (const product of open.merchant.products) expectSame(contents.get(product.sku), product);
    const requests = open.exchanges.filter(({ path }) => path === "/api/rest/v1/products-uuid");
    expect(requests.length).toBeLessThanOrEqual(open.merchant.products.length / 100 + 1);
  });

  it("reads 24 and 100 products in one request, and 250 in three", async () => {
    await using open = await openAkeneo();
    const skus = open.merchant.products.map((product) => sku(product.sku));
    await open.catalog.products(skus.slice(0, 1), open.call);
    for (const [count, requests] of [
      [24, 1],
      [100, 1],
      [250, 3],
    ] as const) {
      open.pim.calls.reset();
      expect((await open.catalog.products(skus.slice(0, count), open.call)).size).toBe(count);
      expect(open.pim.calls.read().operations).toEqual({ "GET /api/rest/v1/products-uuid": requests });
    }
  });

  it("groups variants by their models in one request", async () => {
    await using open = await openAkeneo();
    const models = open.merchant.models.slice(0, 10);
    await open.catalog.variants(["nobody"], open.call);
    open.pim.calls.reset();
    const variants = await open.catalog.variants(
      models.map(({ code }) => code),
      open.call,
    );
    for (const model of models) expect(variants.get(model.code)).toEqual([...model.variantSkus].sort());
    expect(open.pim.calls.read().total).toBe(1);
  });

  it("gives the whole category tree with labels", async () => {
    await using open = await openAkeneo();
    const categories = await open.catalog.categories(open.call);
    expect(categories).toHaveLength(open.merchant.categories.length);
    for (const { code, parent, label } of open.merchant.categories) {
      expect(categories).toContainEqual({ code, ...(parent === undefined ? {} : { parent }), label });
    }
  });

  it("shows a clerk's change, and only that to whoever asks what changed", async () => {
    await using open = await openAkeneo();
    const [first] = open.merchant.products;
    const id = sku(first?.sku ?? "");
    const since = new Date().toISOString();
    const values = { name: [{ locale: "fr_FR", scope: null, data: "Un autre nom" }] };
    expect((await open.asClerk("PATCH", `/api/rest/v1/products/${id}`, { values })).status).toBe(204);
    const content = (await open.catalog.products([id], open.call)).get(id);
    expect(textFor(content?.name ?? {}, french)).toBe("Un autre nom");
    expect(textFor(content?.name ?? {}, english)).toBe(first?.name["en-GB"]);
    const changed: string[] = [];
    for await (const page of open.catalog.scan({ updatedSince: since }, open.call)) changed.push(...page.map((one) => one.sku));
    expect(changed).toEqual([id]);
  });

  it("takes the values of the configured channel and language, and the fallback's where one is missing", async () => {
    await using open = await openAkeneo({ channel: "print", locales: ["fr-FR"], fallbackLocales: ["en-GB"] });
    const [first] = open.merchant.products;
    const id = sku(first?.sku ?? "");
    const content = (await open.catalog.products([id], open.call)).get(id);
    const short = content?.description["fr-FR"] ?? "";
    expect(Object.keys(content?.description ?? {})).toEqual(["fr-FR"]);
    expect(first?.description["fr-FR"].startsWith(short)).toBe(true);
    expect(short.length).toBeLessThan(first?.description["fr-FR"].length ?? 0);
    const values = { name: [{ locale: "fr_FR", scope: null, data: null }] };
    await open.asClerk("PATCH", `/api/rest/v1/products/${id}`, { values });
    const after = (await open.catalog.products([id], open.call)).get(id);
    expect(after?.name).toEqual({ "fr-FR": first?.name["en-GB"] });
  });

  it("gives media addresses that a browser can open without a token", async () => {
    await using open = await openAkeneo();
    const id = sku(open.merchant.products[0]?.sku ?? "");
    const [picture] = (await open.catalog.products([id], open.call)).get(id)?.media ?? [];
    const response = await fetch(picture?.url ?? "");
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "image/svg+xml"]);
  });

  it("logs in again when the PIM has forgotten its token", async () => {
    await using open = await openAkeneo();
    const id = sku(open.merchant.products[0]?.sku ?? "");
    await open.catalog.products([id], open.call);
    const tokens = open.pim.store.collection("token");
    for (const token of tokens.ids()) tokens.delete(token);
    expect((await open.catalog.products([id], open.call)).size).toBe(1);
  });
});

function expectSame(content: ProductContent | undefined, product: MerchantProduct): void {
  expect(content).toMatchObject({
    sku: product.sku,
    name: product.name,
    description: product.description,
    brand: product.brand,
    family: { code: product.family },
    isEnabled: product.isEnabled,
    updatedAt: `${product.updatedAt.slice(0, 19)}.000Z`,
  });
  expect(content?.model).toBe(product.model);
  expect([...(content?.categories ?? [])].sort()).toEqual([...product.categories].sort());
  const pictures = product.media.filter(({ kind }) => kind === "IMAGE");
  const documents = product.media.filter(({ kind }) => kind === "DOCUMENT");
  expect(content?.media.map(({ kind, alt }) => ({ kind, alt }))).toEqual(
    [...pictures, ...documents].map(({ kind, alt }) => ({ kind, alt })),
  );
  for (const [code, value] of Object.entries(product.attributes)) {
    const shown = content?.attributes.find((attribute) => attribute.code === code);
    expect(shown, `${product.sku} ${code}`).toBeDefined();
    if (typeof value === "object") expect(shown?.value).toEqual(value);
    else if (shown?.kind === "CHOICE") expect(shown.optionCodes).toEqual([value]);
    else expect(shown?.value).toEqual({ "*": String(value) });
  }
}

import { beforeEach, describe, expect, it } from "vitest";
import { generateMerchant } from "../merchant/generate-merchant.js";
import type { RunningSimulator } from "../simulator/simulator.js";
import { startSimulator } from "../simulator/start-simulator.js";
import { akeneoSimulator } from "./index.js";

const merchant = generateMerchant({ products: 120, customers: 2 });
const variant = merchant.products.find(({ model }) => model !== undefined);

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: ReturnType<typeof JSON.parse>;
}

async function start(now = () => new Date("2026-06-01T10:00:00Z")) {
  const pim = await startSimulator(akeneoSimulator, { merchant, now });
  const token = await login(pim);
  const ask = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
    const response = await fetch(pim.url + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parse(text) };
  };
  const search = (criteria: unknown, more = ""): Promise<Answer> =>
    ask("GET", `/api/rest/v1/products-uuid?limit=100&search=${encodeURIComponent(JSON.stringify(criteria))}${more}`);
  return { pim, ask, search, [Symbol.asyncDispose]: () => pim.close() };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function grant(pim: RunningSimulator, body: unknown, basic?: string): Promise<Response> {
  const { clientId, secret } = pim.credentials;
  return fetch(`${pim.url}/api/oauth/v1/token`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Basic ${btoa(basic ?? `${clientId}:${secret}`)}` },
    body: JSON.stringify(body),
  });
}

async function login(pim: RunningSimulator): Promise<string> {
  const { username, password } = pim.credentials;
  const answer: { access_token: string } = JSON.parse(await (await grant(pim, { grant_type: "password", username, password })).text());
  return answer.access_token;
}

const sku = variant?.sku ?? "";
const identifierIn = (skus: readonly string[]): unknown => ({ identifier: [{ operator: "IN", value: skus }] });

describe("the Akeneo simulator's login", () => {
  it("gives tokens for an hour and refreshes them once", async () => {
    await using world = await start();
    const { username, password } = world.pim.credentials;
    const first = JSON.parse(await (await grant(world.pim, { grant_type: "password", username, password })).text());
    expect(first).toMatchObject({ expires_in: 3600, token_type: "bearer", scope: null });
    const refresh = { grant_type: "refresh_token", refresh_token: first.refresh_token };
    expect((await grant(world.pim, refresh)).status).toBe(200);
    const again = await grant(world.pim, refresh);
    expect([again.status, await again.json()]).toEqual([422, { code: 422, message: "Refresh token is invalid or has expired" }]);
  });

  it("refuses wrong clients and users with 422", async () => {
    await using world = await start();
    const { username, password } = world.pim.credentials;
    const client = await grant(world.pim, { grant_type: "password", username, password }, "who:what");
    expect(await client.json()).toEqual({
      code: 422,
      message: 'Parameter "client_id" is missing or does not match any client, or secret is invalid',
    });
    const user = await grant(world.pim, { grant_type: "password", username, password: "wrong" });
    expect(await user.json()).toEqual({ code: 422, message: "No user found for the given username and password" });
  });

  it("refuses requests without token, and with one that has expired", async () => {
    let now = new Date("2026-06-01T10:00:00Z");
    await using world = await start(() => now);
    const bare = await fetch(`${world.pim.url}/api/rest/v1/channels`);
    expect([bare.status, await bare.json()]).toEqual([401, { code: 401, message: "Authentication is required" }]);
    now = new Date("2026-06-01T11:00:01Z");
    expect((await world.ask("GET", "/api/rest/v1/channels")).body).toEqual({ code: 401, message: "The access token provided has expired." });
  });
});

describe("the Akeneo simulator's products", () => {
  it("shows a variant with its model's values", async () => {
    await using world = await start();
    const { body } = await world.search(identifierIn([sku]));
    const [item] = body._embedded.items;
    expect(item.parent).toBe(variant?.model);
    expect(item.values.sku).toEqual([{ locale: null, scope: null, data: sku }]);
    expect(item.values.model_name).toHaveLength(2);
    expect(item.values.description).toHaveLength(4);
    expect(item.categories).toEqual([...(variant?.categories ?? [])].sort());
  });

  it("keeps the values of one channel and locale, with the options' labels", async () => {
    await using world = await start();
    const { body } = await world.search(identifierIn([sku]), "&scope=ecommerce&locales=fr_FR&attributes=name,brand,description&with_attribute_options=true");
    const [{ values }] = body._embedded.items;
    expect(values.name).toEqual([{ locale: "fr_FR", scope: null, data: variant?.name["fr-FR"] }]);
    expect(values.description).toEqual([{ locale: "fr_FR", scope: "ecommerce", data: variant?.description["fr-FR"] }]);
    expect(values.brand[0].linked_data).toMatchObject({ attribute: "brand", labels: { fr_FR: variant?.brand } });
  });

  it("walks the whole catalogue once through search_after", async () => {
    await using world = await start();
    const seen: string[] = [];
    let path: string | undefined = "/api/rest/v1/products-uuid?pagination_type=search_after&limit=50";
    while (path !== undefined) {
      const { body }: Answer = await world.ask("GET", path);
      seen.push(...body._embedded.items.map((item: { uuid: string }) => item.uuid));
      path = body._links.next?.href.slice(world.pim.url.length);
    }
    expect(seen).toHaveLength(120);
    expect(new Set(seen).size).toBe(120);
  });

  it("counts pages, and ends them at the 10,000th product", async () => {
    await using world = await start();
    const { body } = await world.ask("GET", "/api/rest/v1/products?limit=25&page=2&with_count=true");
    expect(body.items_count).toBe(120);
    expect(body._links.previous.href).toContain("page=1");
    const deep = await world.ask("GET", "/api/rest/v1/products-uuid?page=101&limit=100");
    expect([deep.status, deep.body._links.documentation.href]).toEqual([422, "http://api.akeneo.com/documentation/pagination.html#the-search-after-method"]);
  });

  it("finds by category branch, parent, option, text, measure and change", async () => {
    await using world = await start();
    const count = async (criteria: unknown): Promise<number> => (await world.search(criteria)).body._embedded.items.length;
    const root = merchant.categories.find(({ parent }) => parent === undefined)?.code;
    expect(await count({ categories: [{ operator: "IN CHILDREN", value: [root] }] })).toBe(100);
    expect(await count({ parent: [{ operator: "IN", value: [variant?.model] }] })).toBe(
      merchant.products.filter(({ model }) => model === variant?.model).length,
    );
    const name = variant?.name["en-GB"] ?? "";
    expect(await count({ name: [{ operator: "=", value: name.toUpperCase(), locale: "en_GB" }] })).toBeGreaterThan(0);
    expect(await count({ shipping_weight: [{ operator: "<", value: { amount: "1", unit: "GRAM" } }] })).toBe(0);
    expect(await count({ updated: [{ operator: ">", value: "2099-01-01 00:00:00" }] })).toBe(0);
    expect(await count({ enabled: [{ operator: "=", value: true }], completeness: [{ operator: "=", value: 100, scope: "ecommerce" }] })).toBe(100);
  });
});

describe("the Akeneo simulator's refusals", () => {
  it.each([
    ["limit=101", 422, "You cannot request more than 100 items."],
    ["page=x", 422, '"x" is not a valid page number.'],
    ["scope=moon", 422, 'Scope "moon" does not exist.'],
    ["locales=de_DE", 422, 'Locale "de_DE" does not exist or is not activated.'],
    ["attributes=a,b", 422, 'Attributes "a, b" do not exist.'],
    ["search=string", 400, "Search query parameter should be valid JSON."],
    ['search={"nope":[{"operator":"="}]}', 422, 'Filter on property "nope" is not supported or does not support operator "="'],
    ['search={"name":[{"operator":"BETWEEN","value":"a","locale":"en_GB"}]}', 422, 'Filter on property "name" is not supported or does not support operator "BETWEEN"'],
    ['search={"name":[{"operator":"=","value":"a"}]}', 422, 'Attribute "name" expects a locale, none given.'],
    ['search={"enabled":[{"value":true}]}', 422, 'Operator is missing for the property "enabled".'],
    ['search={"categories":[{"operator":"IN","value":["nope"]}]}', 422, 'Category "nope" does not exist.'],
  ])("refuses %s", async (query, status, message) => {
    await using world = await start();
    const answer = await world.ask("GET", `/api/rest/v1/products-uuid?${query}`);
    expect([answer.status, answer.body]).toEqual([status, { code: status, message }]);
  });

  it("refuses more than 100 identifiers in one filter", async () => {
    await using world = await start();
    const answer = await world.search(identifierIn(Array.from({ length: 101 }, (_, index) => `X${index}`)));
    expect(answer.status).toBe(400);
  });

  it("refuses foreign content types and unknown properties", async () => {
    await using world = await start();
    expect((await world.ask("POST", "/api/rest/v1/products-uuid", "{}", { "content-type": "text/plain" })).status).toBe(415);
    expect((await world.ask("POST", "/api/rest/v1/products-uuid", "{", {})).body).toEqual({ code: 400, message: "Invalid json message received" });
    expect((await world.ask("POST", "/api/rest/v1/products-uuid", { colour: "red" })).body.message).toBe(
      'Property "colour" does not exist. Check the expected format on the API documentation.',
    );
  });
});

describe("the Akeneo simulator's writes", () => {
  it("changes one value, moves the change stamp and journals the write", async () => {
    await using world = await start();
    const values = { name: [{ locale: "en_GB", scope: null, data: "Renamed" }] };
    const written = await world.ask("PATCH", `/api/rest/v1/products/${sku}`, { values });
    expect([written.status, written.text]).toEqual([204, ""]);
    const { body } = await world.ask("GET", `/api/rest/v1/products/${sku}`);
    expect(body.values.name).toContainEqual({ locale: "en_GB", scope: null, data: "Renamed" });
    expect(body.values.name).toHaveLength(2);
    expect(body.updated).toBe("2026-06-01T10:00:00+00:00");
    expect(world.pim.journal.list().map(({ operation }) => operation)).toEqual(["product.update"]);
  });

  it("says line by line what became of a collection", async () => {
    await using world = await start();
    const lines = [
      JSON.stringify({ identifier: sku, enabled: false }),
      JSON.stringify({ identifier: "NEW-1", family: "books", values: { name: [{ locale: "en_GB", scope: null, data: "New" }] } }),
      JSON.stringify({ identifier: "NEW-2", family: "nope" }),
      "{}",
    ];
    const answer = await world.ask("PATCH", "/api/rest/v1/products", lines.join("\n"), { "content-type": "application/vnd.akeneo.collection+json" });
    expect(answer.headers.get("content-type")).toContain("application/vnd.akeneo.collection+json");
    expect(answer.text.split("\n").map((line) => parse(line))).toMatchObject([
      { line: 1, identifier: sku, status_code: 204 },
      { line: 2, identifier: "NEW-1", status_code: 201 },
      { line: 3, identifier: "NEW-2", status_code: 422, message: expect.stringContaining("The nope family does not exist in your PIM.") },
      { line: 4, status_code: 422, message: "Identifier is missing." },
    ]);
  });

  it("refuses values that break their attribute's rules, with the place", async () => {
    await using world = await start();
    const values = { brand: [{ locale: null, scope: null, data: "nobody" }], name: [{ locale: null, scope: null, data: "x" }] };
    const { status, body } = await world.ask("POST", "/api/rest/v1/products", { identifier: "NEW-3", values });
    expect(status).toBe(422);
    expect(body).toMatchObject({
      code: 422,
      message: "Validation failed.",
      errors: [
        { property: "values", attribute: "brand", message: "The nobody value is not in the brand attribute option list." },
        { property: "values", attribute: "name", message: "The name attribute requires a locale." },
      ],
    });
    expect(world.pim.journal.list()).toEqual([]);
  });

  it("refuses a model's attribute on a variant, and a second product of one identifier", async () => {
    await using world = await start();
    const values = { model_name: [{ locale: "en_GB", scope: null, data: "mine" }] };
    const foreign = await world.ask("PATCH", `/api/rest/v1/products/${sku}`, { values });
    expect(foreign.body.errors[0].message).toBe('Cannot set the property "model_name" to this entity as it is not in the attribute set');
    const twin = await world.ask("POST", "/api/rest/v1/products-uuid", { values: { sku: [{ locale: null, scope: null, data: sku }] } });
    expect(twin.body.errors).toEqual([{ property: "identifier", message: `The ${sku} identifier is already used for another product.` }]);
  });

  it("lets a changed model show in its variants and in their change filter", async () => {
    await using world = await start(() => new Date("2027-01-01T00:00:00Z"));
    const values = { model_name: [{ locale: "en_GB", scope: null, data: "A better name" }] };
    expect((await world.ask("PATCH", `/api/rest/v1/product-models/${variant?.model}`, { values })).status).toBe(204);
    const { body } = await world.search({ updated: [{ operator: ">", value: "2026-12-31 00:00:00" }] });
    expect(body._embedded.items.map((item: { parent: string }) => item.parent)).toContain(variant?.model);
  });

  it("adds a category and an option that products can then use", async () => {
    await using world = await start();
    expect((await world.ask("POST", "/api/rest/v1/categories", { code: "sale", parent: "catalogue", labels: { en_GB: "Sale" } })).status).toBe(201);
    expect((await world.ask("PATCH", "/api/rest/v1/attributes/brand/options/newcomer", { labels: { en_GB: "Newcomer" } })).status).toBe(201);
    const values = { brand: [{ locale: null, scope: null, data: "newcomer" }] };
    const product = { family: "books", categories: ["sale"], values };
    expect((await world.ask("PATCH", "/api/rest/v1/products/BOOK/1", product)).status).toBe(201);
    expect((await world.search({ categories: [{ operator: "IN", value: ["sale"] }] })).body._embedded.items).toHaveLength(1);
  });
});

describe("the Akeneo simulator's reference data and media", () => {
  let world: Awaited<ReturnType<typeof start>>;
  beforeEach(async () => {
    world = await start();
    return () => world.pim.close();
  });

  it.each(["categories", "families", "attributes", "channels", "locales", "currencies", "attribute-groups", "attributes/brand/options", "media-files"])(
    "lists %s as HAL",
    async (path) => {
      const { status, body } = await world.ask("GET", `/api/rest/v1/${path}?limit=2`);
      expect(status).toBe(200);
      expect(body).toMatchObject({ current_page: 1, _links: { self: {}, first: {} } });
      expect(body._embedded.items[0]._links.self.href).toContain(`/api/rest/v1/${path}/`);
    },
  );

  it("answers 404 for what is not there", async () => {
    expect((await world.ask("GET", "/api/rest/v1/categories/nope")).body).toEqual({ code: 404, message: 'Category "nope" does not exist.' });
    expect((await world.ask("GET", "/api/rest/v1/nothing")).status).toBe(404);
  });

  it("serves a picture with a token from the API, and without one from its storage", async () => {
    const { body } = await world.search(identifierIn([sku]), "&attributes=image_1");
    const code: string = body._embedded.items[0].values.image_1[0].data;
    const download = await world.ask("GET", `/api/rest/v1/media-files/${code}/download`);
    expect(download.headers.get("content-type")).toContain("image/svg+xml");
    expect(download.text).toContain("<svg");
    const open = await fetch(`${world.pim.credentials["mediaBaseUrl"]}${code}`);
    expect(await open.text()).toBe(download.text);
  });
});

import { beforeEach, describe, expect, it } from "vitest";
import { type Answer, type AskedPim, grant, identifierIn, merchant, sku, startPim, variant } from "./testing/start-pim.js";

describe("the Akeneo simulator's login", () => {
  it("gives tokens for an hour and refreshes them once", async () => {
    await using world = await startPim();
    const { username, password } = world.pim.credentials;
    const first = JSON.parse(await (await grant(world.pim, { grant_type: "password", username, password })).text());
    expect(first).toMatchObject({ expires_in: 3600, token_type: "bearer", scope: null });
    const refresh = { grant_type: "refresh_token", refresh_token: first.refresh_token };
    expect((await grant(world.pim, refresh)).status).toBe(200);
    const again = await grant(world.pim, refresh);
    expect([again.status, await again.json()]).toEqual([422, { code: 422, message: "Refresh token is invalid or has expired" }]);
  });

  it("refuses wrong clients and users with 422", async () => {
    await using world = await startPim();
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
    await using world = await startPim(() => now);
    const bare = await fetch(`${world.pim.url}/api/rest/v1/channels`);
    expect([bare.status, await bare.json()]).toEqual([401, { code: 401, message: "Authentication is required" }]);
    now = new Date("2026-06-01T11:00:01Z");
    expect((await world.ask("GET", "/api/rest/v1/channels")).body).toEqual({
      code: 401,
      message: "The access token provided has expired.",
    });
  });
});

describe("the Akeneo simulator's products", () => {
  it("shows a variant with its model's values", async () => {
    await using world = await startPim();
    const { body } = await world.search(identifierIn([sku]));
    const [item] = body._embedded.items;
    expect(item.parent).toBe(variant?.model);
    expect(item.values.sku).toEqual([{ locale: null, scope: null, data: sku }]);
    expect(item.values.model_name).toHaveLength(2);
    expect(item.values.description).toHaveLength(4);
    expect(item.categories).toEqual([...(variant?.categories ?? [])].sort());
  });

  it("keeps the values of one channel and locale, with the options' labels", async () => {
    await using world = await startPim();
    const { body } = await world.search(
      identifierIn([sku]),
      "&scope=ecommerce&locales=fr_FR&attributes=name,brand,description&with_attribute_options=true",
    );
    const [{ values }] = body._embedded.items;
    expect(values.name).toEqual([{ locale: "fr_FR", scope: null, data: variant?.name["fr-FR"] }]);
    expect(values.description).toEqual([{ locale: "fr_FR", scope: "ecommerce", data: variant?.description["fr-FR"] }]);
    expect(values.brand[0].linked_data).toMatchObject({ attribute: "brand", labels: { fr_FR: variant?.brand } });
  });

  it("walks the whole catalogue once through search_after", async () => {
    await using world = await startPim();
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
    await using world = await startPim();
    const { body } = await world.ask("GET", "/api/rest/v1/products?limit=25&page=2&with_count=true");
    expect(body.items_count).toBe(120);
    expect(body._links.previous.href).toContain("page=1");
    const deep = await world.ask("GET", "/api/rest/v1/products-uuid?page=101&limit=100");
    expect([deep.status, deep.body._links.documentation.href]).toEqual([
      422,
      "http://api.akeneo.com/documentation/pagination.html#the-search-after-method",
    ]);
  });

  it("finds by category branch, parent, option, text, measure and change", async () => {
    await using world = await startPim();
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
    expect(
      await count({ enabled: [{ operator: "=", value: true }], completeness: [{ operator: "=", value: 100, scope: "ecommerce" }] }),
    ).toBe(100);
  });
});

describe("the Akeneo simulator's reference data and media", () => {
  let world: AskedPim;
  beforeEach(async () => {
    world = await startPim();
    return () => world.pim.close();
  });

  it.each([
    "categories",
    "families",
    "attributes",
    "channels",
    "locales",
    "currencies",
    "attribute-groups",
    "attributes/brand/options",
    "media-files",
  ])("lists %s as HAL", async (path) => {
    const { status, body } = await world.ask("GET", `/api/rest/v1/${path}?limit=2`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ current_page: 1, _links: { self: {}, first: {} } });
    expect(body._embedded.items[0]._links.self.href).toContain(`/api/rest/v1/${path}/`);
  });

  it("answers 404 for what is not there", async () => {
    expect((await world.ask("GET", "/api/rest/v1/categories/nope")).body).toEqual({
      code: 404,
      message: 'Category "nope" does not exist.',
    });
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

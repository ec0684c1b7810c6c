import { describe, expect, it } from "vitest";
import { identifierIn, parseJson, sku, startPim, variant } from "./testing/start-pim.js";

describe("the Akeneo simulator's refusals", () => {
  it.each([
    ["limit=101", 422, "You cannot request more than 100 items."],
    ["page=x", 422, '"x" is not a valid page number.'],
    ["scope=moon", 422, 'Scope "moon" does not exist.'],
    ["locales=de_DE", 422, 'Locale "de_DE" does not exist or is not activated.'],
    ["attributes=a,b", 422, 'Attributes "a, b" do not exist.'],
    ["search=string", 400, "Search query parameter should be valid JSON."],
    ['search={"nope":[{"operator":"="}]}', 422, 'Filter on property "nope" is not supported or does not support operator "="'],
    [
      'search={"name":[{"operator":"BETWEEN","value":"a","locale":"en_GB"}]}',
      422,
      'Filter on property "name" is not supported or does not support operator "BETWEEN"',
    ],
    ['search={"name":[{"operator":"=","value":"a"}]}', 422, 'Attribute "name" expects a locale, none given.'],
    ['search={"enabled":[{"value":true}]}', 422, 'Operator is missing for the property "enabled".'],
    ['search={"categories":[{"operator":"IN","value":["nope"]}]}', 422, 'Category "nope" does not exist.'],
  ])("refuses %s", async (query, status, message) => {
    await using world = await startPim();
    const answer = await world.ask("GET", `/api/rest/v1/products-uuid?${query}`);
    expect([answer.status, answer.body]).toEqual([status, { code: status, message }]);
  });

  it("refuses more than 100 identifiers in one filter", async () => {
    await using world = await startPim();
    const answer = await world.search(identifierIn(Array.from({ length: 101 }, (_, index) => `X${index}`)));
    expect(answer.status).toBe(400);
  });

  it("refuses foreign content types and unknown properties", async () => {
    await using world = await startPim();
    expect((await world.ask("POST", "/api/rest/v1/products-uuid", { body: "{}", headers: { "content-type": "text/plain" } })).status).toBe(
      415,
    );
    expect((await world.ask("POST", "/api/rest/v1/products-uuid", { body: "{" })).body).toEqual({
      code: 400,
      message: "Invalid json message received",
    });
    expect((await world.ask("POST", "/api/rest/v1/products-uuid", { body: { colour: "red" } })).body.message).toBe(
      'Property "colour" does not exist. Check the expected format on the API documentation.',
    );
  });
});

describe("the Akeneo simulator's writes", () => {
  it("changes one value, moves the change stamp and journals the write", async () => {
    await using world = await startPim();
    const values = { name: [{ locale: "en_GB", scope: null, data: "Renamed" }] };
    const written = await world.ask("PATCH", `/api/rest/v1/products/${sku}`, { body: { values } });
    expect([written.status, written.text]).toEqual([204, ""]);
    const { body } = await world.ask("GET", `/api/rest/v1/products/${sku}`);
    expect(body.values.name).toContainEqual({ locale: "en_GB", scope: null, data: "Renamed" });
    expect(body.values.name).toHaveLength(2);
    expect(body.updated).toBe("2026-06-01T10:00:00+00:00");
    expect(world.pim.journal.list().map(({ operation }) => operation)).toEqual(["product.update"]);
  });

  it("says line by line what became of a collection", async () => {
    await using world = await startPim();
    const lines = [
      JSON.stringify({ identifier: sku, enabled: false }),
      JSON.stringify({ identifier: "NEW-1", family: "books", values: { name: [{ locale: "en_GB", scope: null, data: "New" }] } }),
      JSON.stringify({ identifier: "NEW-2", family: "nope" }),
      "{}",
    ];
    const answer = await world.ask("PATCH", "/api/rest/v1/products", {
      body: lines.join("\n"),
      headers: { "content-type": "application/vnd.akeneo.collection+json" },
    });
    expect(answer.headers.get("content-type")).toContain("application/vnd.akeneo.collection+json");
    expect(answer.text.split("\n").map((line) => parseJson(line))).toMatchObject([
      { line: 1, identifier: sku, status_code: 204 },
      { line: 2, identifier: "NEW-1", status_code: 201 },
      { line: 3, identifier: "NEW-2", status_code: 422, message: expect.stringContaining("The nope family does not exist in your PIM.") },
      { line: 4, status_code: 422, message: "Identifier is missing." },
    ]);
  });

  it("refuses values that break their attribute's rules, with the place", async () => {
    await using world = await startPim();
    const values = { brand: [{ locale: null, scope: null, data: "nobody" }], name: [{ locale: null, scope: null, data: "x" }] };
    const { status, body } = await world.ask("POST", "/api/rest/v1/products", { body: { identifier: "NEW-3", values } });
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
    await using world = await startPim();
    const values = { model_name: [{ locale: "en_GB", scope: null, data: "mine" }] };
    const foreign = await world.ask("PATCH", `/api/rest/v1/products/${sku}`, { body: { values } });
    expect(foreign.body.errors[0].message).toBe('Cannot set the property "model_name" to this entity as it is not in the attribute set');
    const twin = await world.ask("POST", "/api/rest/v1/products-uuid", {
      body: { values: { sku: [{ locale: null, scope: null, data: sku }] } },
    });
    expect(twin.body.errors).toEqual([{ property: "identifier", message: `The ${sku} identifier is already used for another product.` }]);
  });

  it("lets a changed model show in its variants and in their change filter", async () => {
    await using world = await startPim(() => new Date("2027-01-01T00:00:00Z"));
    const values = { model_name: [{ locale: "en_GB", scope: null, data: "A better name" }] };
    expect((await world.ask("PATCH", `/api/rest/v1/product-models/${variant?.model}`, { body: { values } })).status).toBe(204);
    const { body } = await world.search({ updated: [{ operator: ">", value: "2026-12-31 00:00:00" }] });
    expect(body._embedded.items.map((item: { parent: string }) => item.parent)).toContain(variant?.model);
  });

  it("adds a category and an option that products can then use", async () => {
    await using world = await startPim();
    const category = { code: "sale", parent: "catalogue", labels: { en_GB: "Sale" } };
    expect((await world.ask("POST", "/api/rest/v1/categories", { body: category })).status).toBe(201);
    const option = { labels: { en_GB: "Newcomer" } };
    expect((await world.ask("PATCH", "/api/rest/v1/attributes/brand/options/newcomer", { body: option })).status).toBe(201);
    const values = { brand: [{ locale: null, scope: null, data: "newcomer" }] };
    const product = { family: "books", categories: ["sale"], values };
    expect((await world.ask("PATCH", "/api/rest/v1/products/BOOK/1", { body: product })).status).toBe(201);
    expect((await world.search({ categories: [{ operator: "IN", value: ["sale"] }] })).body._embedded.items).toHaveLength(1);
  });
});

import { describe, expect, it } from "vitest";
import { startPortal } from "./testing/start-portal.js";

describe("access", () => {
  it("refuses a missing and a wrong token with INVALID_AUTHENTICATION", async () => {
    await using hubspot = await startPortal();
    for (const authorization of ["", "Bearer pat-eu1-wrong"]) {
      const answer = await hubspot.ask("GET", "/crm/v3/objects/contacts", undefined, authorization);
      expect(answer.status).toBe(401);
      expect(answer.body).toMatchObject({ status: "error", category: "INVALID_AUTHENTICATION", correlationId: expect.any(String) });
    }
  });

  it("names the scopes that the app lacks", async () => {
    await using hubspot = await startPortal();
    const accounts = hubspot.portal.store.collection<{ scopes: string[] }>("account");
    const account = accounts.get("account");
    accounts.put("account", { ...account, scopes: ["crm.objects.contacts.read"] });
    const answer = await hubspot.ask("POST", "/crm/v3/objects/companies/batch/read", { inputs: [{ id: "1" }] });
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({
      category: "MISSING_SCOPES",
      errors: [{ context: { requiredGranularScopes: ["crm.objects.companies.read"] } }],
    });
  });

  it("answers the sixth search of a second with a 429 and lets the next second pass", async () => {
    let at = Date.UTC(2026, 5, 1);
    await using hubspot = await startPortal({ now: () => new Date(at) });
    for (let count = 0; count < 5; count += 1) expect((await hubspot.ask("POST", "/crm/v3/objects/contacts/search", {})).status).toBe(200);
    const refused = await hubspot.ask("POST", "/crm/v3/objects/contacts/search", {});
    expect(refused.status).toBe(429);
    expect(refused.body).toMatchObject({
      errorType: "RATE_LIMIT",
      policyName: "SECONDLY",
      message: "You have reached your secondly limit.",
    });
    at += 1_001;
    expect((await hubspot.ask("POST", "/crm/v3/objects/contacts/search", {})).status).toBe(200);
  });
});

describe("records", () => {
  it("reads contacts by a unique property in one batch and tells the missing ones with 207", async () => {
    await using hubspot = await startPortal();
    const body = {
      idProperty: "customer_number",
      properties: ["customer_number", "hs_language", "nonsense"],
      inputs: [{ id: "C-00002" }, { id: "C-09999" }, { id: "C-00001" }],
    };
    const answer = await hubspot.ask("POST", "/crm/v3/objects/contacts/batch/read", body);
    expect(answer.status).toBe(207);
    expect(answer.body.results.map((result: { properties: unknown }) => result.properties)).toMatchObject([
      { customer_number: "C-00001", hs_language: "en-gb" },
      { customer_number: "C-00002", hs_language: "fr-fr" },
    ]);
    expect(answer.body.results[0].properties).not.toHaveProperty("nonsense");
    expect(answer.body).toMatchObject({
      status: "COMPLETE",
      numErrors: 1,
      errors: [{ category: "OBJECT_NOT_FOUND", context: { ids: ["C-09999"] } }],
    });
  });

  it("refuses more than 100 inputs and an idProperty that is not unique", async () => {
    await using hubspot = await startPortal();
    const inputs = Array.from({ length: 101 }, (_, index) => ({ id: String(index) }));
    expect((await hubspot.ask("POST", "/crm/v3/objects/contacts/batch/read", { inputs })).status).toBe(400);
    const answer = await hubspot.ask("POST", "/crm/v3/objects/contacts/batch/read", { idProperty: "phone", inputs: [{ id: "1" }] });
    expect(answer.body).toMatchObject({ category: "VALIDATION_ERROR", message: expect.stringContaining("non-unique 0-1 property phone") });
  });

  it("journals a change and shows it in the next read", async () => {
    await using hubspot = await startPortal();
    const changed = await hubspot.ask("PATCH", "/crm/v3/objects/contacts/C-00001?idProperty=customer_number", {
      properties: { city: "Hull" },
    });
    expect(changed).toMatchObject({ status: 200, body: { properties: { city: "Hull" } } });
    const read = await hubspot.ask("GET", "/crm/v3/objects/contacts/C-00001?idProperty=customer_number&properties=city,zip");
    expect(read.body.properties).toMatchObject({ city: "Hull", zip: "LS1 1AA" });
    expect(hubspot.portal.journal.list()).toMatchObject([{ operation: "contacts.update", body: { properties: { city: "Hull" } } }]);
  });

  it.each([
    ["an unknown property", { nonsense: "1" }, "PROPERTY_DOESNT_EXIST"],
    ["a choice that is not offered", { customer_group: "VIP" }, "INVALID_OPTION"],
    ["a broken e-mail address", { email: "nobody" }, "INVALID_EMAIL"],
    ["a read-only property", { hs_object_id: "1" }, "READ_ONLY_VALUE"],
    ["a customer number that is taken", { customer_number: "C-00001" }, "CONFLICTING_UNIQUE_VALUE"],
  ])("refuses %s", async (_case, properties, code) => {
    await using hubspot = await startPortal();
    const answer = await hubspot.ask("POST", "/crm/v3/objects/contacts", { properties });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      category: "VALIDATION_ERROR",
      errors: [{ code }],
      message: expect.stringMatching(/^Property values were not valid: \[\{"isValid":false/),
    });
    expect(hubspot.portal.journal.list()).toEqual([]);
  });

  it("refuses a second contact with the same e-mail address with 409 and the id of the first", async () => {
    await using hubspot = await startPortal();
    const created = await hubspot.ask("POST", "/crm/v3/objects/contacts", { properties: { email: "New@Example.com" } });
    expect(created.status).toBe(201);
    const again = await hubspot.ask("POST", "/crm/v3/objects/contacts", { properties: { email: "new@example.com" } });
    expect(again).toMatchObject({
      status: 409,
      body: { category: "CONFLICT", message: `Contact already exists. Existing ID: ${created.body.id}` },
    });
  });

  it("creates and updates in one upsert and says which was which", async () => {
    await using hubspot = await startPortal();
    const inputs = ["C-00001", "C-70000"].map((id) => ({ id, idProperty: "customer_number", properties: { city: "Ghent" } }));
    const answer = await hubspot.ask("POST", "/crm/v3/objects/contacts/batch/upsert", { inputs });
    expect(answer.body.results.map((result: { new: boolean }) => result.new)).toEqual([false, true]);
  });

  it("no longer finds an archived contact", async () => {
    await using hubspot = await startPortal();
    const { body } = await hubspot.ask("GET", "/crm/v3/objects/contacts/C-00002?idProperty=customer_number");
    expect((await hubspot.ask("DELETE", `/crm/v3/objects/contacts/${body.id}`)).status).toBe(204);
    expect(await hubspot.ask("GET", `/crm/v3/objects/contacts/${body.id}`)).toMatchObject({
      status: 404,
      body: { category: "OBJECT_NOT_FOUND" },
    });
  });
});

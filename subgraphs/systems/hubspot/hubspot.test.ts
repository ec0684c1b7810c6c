import { describe, expect, it } from "vitest";
import { startSimulator } from "../simulator/start-simulator.js";
import { hubspotSimulator } from "./index.js";
import { smallMerchant } from "./small-merchant.js";

const token = "accessToken";

async function startPortal(options: { readonly fillers?: number; readonly now?: () => Date } = {}) {
  const portal = await startSimulator(hubspotSimulator, {
    merchant: smallMerchant(options.fillers),
    ...(options.now !== undefined && { now: options.now }),
  });
  const ask = async (method: string, path: string, body?: unknown, authorization = `Bearer ${portal.credentials[token]}`) => {
    const headers = { authorization, ...(body !== undefined && { "content-type": "application/json" }) };
    const response = await fetch(`${portal.url}${path}`, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
  };
  return { ask, portal, [Symbol.asyncDispose]: () => portal.close() };
}

/** A clock that moves far enough between requests that no limit is met. */
function fastClock(): () => Date {
  let at = Date.UTC(2026, 5, 1);
  return () => new Date((at += 1_000));
}

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

describe("search", () => {
  const found = (answer: { body: { results: { properties: { customer_number: string } }[] } }) =>
    answer.body.results.map((result) => result.properties.customer_number);

  it.each([
    ["EQ without regard to case", { propertyName: "lastname", operator: "EQ", value: "berg" }, ["C-00001"]],
    ["NEQ", { propertyName: "customer_group", operator: "NEQ", value: "TRADE" }, ["C-00002"]],
    ["IN with lower-case values", { propertyName: "city", operator: "IN", values: ["leeds", "paris"] }, ["C-00001"]],
    ["IN, which misses values in upper case", { propertyName: "city", operator: "IN", values: ["Leeds"] }, []],
    ["NOT_IN", { propertyName: "city", operator: "NOT_IN", values: ["leeds"] }, ["C-00002"]],
    [
      "BETWEEN on times",
      { propertyName: "createdate", operator: "BETWEEN", value: "2026-01-11T00:00:00Z", highValue: String(Date.UTC(2026, 0, 12)) },
      ["C-00002"],
    ],
    ["GTE", { propertyName: "createdate", operator: "GTE", value: "2026-01-11T08:00:00Z" }, ["C-00002"]],
    ["LT", { propertyName: "createdate", operator: "LT", value: "2026-01-11T08:00:00Z" }, ["C-00001"]],
    ["HAS_PROPERTY", { propertyName: "shipping_city", operator: "HAS_PROPERTY" }, ["C-00001"]],
    ["NOT_HAS_PROPERTY", { propertyName: "shipping_city", operator: "NOT_HAS_PROPERTY" }, ["C-00002"]],
    ["CONTAINS_TOKEN with a wildcard", { propertyName: "email", operator: "CONTAINS_TOKEN", value: "*caron@example.com" }, ["C-00002"]],
    ["CONTAINS_TOKEN with a whole word", { propertyName: "company", operator: "CONTAINS_TOKEN", value: "interiors" }, ["C-00001"]],
  ])("evaluates %s", async (_case, filter, expected) => {
    await using hubspot = await startPortal();
    const answer = await hubspot.ask("POST", "/crm/v3/objects/contacts/search", {
      filterGroups: [{ filters: [filter] }],
      properties: ["customer_number"],
    });
    expect(found(answer)).toEqual(expected);
    expect(answer.body.total).toBe(expected.length);
  });

  it("takes groups as alternatives and looks for words of the query", async () => {
    await using hubspot = await startPortal({ now: fastClock() });
    const filterGroups = ["leeds", "lyon"].map((value) => ({ filters: [{ propertyName: "city", operator: "EQ", value }] }));
    expect(
      found(
        await hubspot.ask("POST", "/crm/v3/objects/contacts/search", {
          filterGroups,
          sorts: ["-createdate"],
          properties: ["customer_number"],
        }),
      ),
    ).toEqual(["C-00002", "C-00001"]);
    expect(
      found(await hubspot.ask("POST", "/crm/v3/objects/contacts/search", { query: "anna ber", properties: ["customer_number"] })),
    ).toEqual(["C-00001"]);
  });

  it("pages with after until there is no next page", async () => {
    await using hubspot = await startPortal({ fillers: 8, now: fastClock() });
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const answer = await hubspot.ask("POST", "/crm/v3/objects/contacts/search", {
        limit: 4,
        properties: ["customer_number"],
        ...(after !== undefined && { after }),
      });
      seen.push(...found(answer));
      after = answer.body.paging?.next.after;
    } while (after !== undefined);
    expect(seen).toHaveLength(10);
    expect(new Set(seen).size).toBe(10);
  });

  it.each([
    ["an unknown property", { filterGroups: [{ filters: [{ propertyName: "nonsense", operator: "EQ", value: "1" }] }] }],
    ["an unknown operator", { filterGroups: [{ filters: [{ propertyName: "city", operator: "LIKE", value: "1" }] }] }],
    ["a value for HAS_PROPERTY", { filterGroups: [{ filters: [{ propertyName: "city", operator: "HAS_PROPERTY", value: "1" }] }] }],
    ["six groups", { filterGroups: Array.from({ length: 6 }, () => ({ filters: [] })) }],
    [
      "seven filters in a group",
      { filterGroups: [{ filters: Array.from({ length: 7 }, () => ({ propertyName: "city", operator: "HAS_PROPERTY" })) }] },
    ],
    ["a page of 201", { limit: 201 }],
    ["a page past 10,000", { limit: 100, after: "9950" }],
    ["an unknown sort", { sorts: ["nonsense"] }],
    ["an unknown member", { filterGroup: { filters: [] } }],
  ])("refuses %s", async (_case, body) => {
    await using hubspot = await startPortal();
    expect(await hubspot.ask("POST", "/crm/v3/objects/contacts/search", body)).toMatchObject({
      status: 400,
      body: { category: "VALIDATION_ERROR" },
    });
  });
});

describe("associations and properties", () => {
  it("shows a contact's primary company, and tells with 207 who has none", async () => {
    await using hubspot = await startPortal();
    const { body } = await hubspot.ask("GET", "/crm/v3/objects/contacts");
    const inputs = body.results.map(({ id }: { id: string }) => ({ id }));
    const answer = await hubspot.ask("POST", "/crm/v4/associations/contacts/companies/batch/read", { inputs });
    expect(answer.status).toBe(207);
    expect(answer.body.results).toMatchObject([
      {
        from: inputs[0],
        to: [
          {
            associationTypes: [
              { typeId: 1, label: "Primary" },
              { typeId: 279, label: null },
            ],
          },
        ],
      },
    ]);
    expect(answer.body.errors).toMatchObject([
      { subCategory: "crm.associations.NO_ASSOCIATIONS_FOUND", context: { fromObjectId: [inputs[1].id] } },
    ]);
  });

  it("keeps interactions as engagements of their contact", async () => {
    await using hubspot = await startPortal();
    const { body } = await hubspot.ask(
      "GET",
      "/crm/v3/objects/contacts/C-00001?idProperty=customer_number&associations=calls,notes,emails,meetings",
    );
    expect(Object.keys(body.associations)).toEqual(["calls", "notes", "emails"]);
    const note = await hubspot.ask(
      "GET",
      `/crm/v3/objects/notes/${body.associations.notes.results[0].id}?properties=hs_note_body,hs_timestamp`,
    );
    expect(note.body.properties).toMatchObject({
      hs_timestamp: "2026-03-02T10:00:00.000Z",
      hs_note_body: expect.stringContaining("No veneer &amp; no laminate."),
    });
  });

  it("wants a time on a new call and links it where the caller says", async () => {
    await using hubspot = await startPortal();
    const { body } = await hubspot.ask("GET", "/crm/v3/objects/contacts/C-00002?idProperty=customer_number");
    expect((await hubspot.ask("POST", "/crm/v3/objects/calls", { properties: { hs_call_title: "Hello" } })).status).toBe(400);
    const associations = [{ to: { id: body.id }, types: [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId: 194 }] }];
    const call = await hubspot.ask("POST", "/crm/v3/objects/calls", { properties: { hs_timestamp: "2026-04-01T08:00:00Z" }, associations });
    const linked = await hubspot.ask("GET", `/crm/v4/objects/contacts/${body.id}/associations/calls`);
    expect(linked.body.results).toMatchObject([{ toObjectId: Number(call.body.id), associationTypes: [{ typeId: 193 }] }]);
  });

  it("lists, creates and doubles no property", async () => {
    await using hubspot = await startPortal();
    const group = await hubspot.ask("GET", "/crm/v3/properties/contacts/customer_group");
    expect(group.body.options).toMatchObject([{ value: "TRADE", label: "Trade customers" }, { value: "RETAIL" }]);
    const draft = { name: "preference_colour", label: "Colour", type: "string", fieldType: "text", groupName: "contactinformation" };
    expect((await hubspot.ask("POST", "/crm/v3/properties/contacts", draft)).status).toBe(201);
    expect((await hubspot.ask("POST", "/crm/v3/properties/contacts", draft)).status).toBe(409);
    expect(
      (
        await hubspot.ask("PATCH", "/crm/v3/objects/contacts/C-00001?idProperty=customer_number", {
          properties: { preference_colour: "blue" },
        })
      ).status,
    ).toBe(200);
  });

  it("counts calls under the names of the vendor's operations", async () => {
    await using hubspot = await startPortal();
    await hubspot.ask("POST", "/crm/v3/objects/contacts/batch/read", { inputs: [{ id: "1" }] });
    await hubspot.ask("POST", "/crm/v4/associations/contacts/companies/batch/read", { inputs: [{ id: "1" }] });
    await hubspot.ask("GET", "/crm/v3/properties/contacts");
    expect(hubspot.portal.calls.read().operations).toEqual({
      "contacts.batch.read": 1,
      "associations.contacts.companies.batch.read": 1,
      "properties.contacts.list": 1,
    });
  });
});

import { describe, expect, it } from "vitest";
import { startPortal } from "./testing/start-portal.js";

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

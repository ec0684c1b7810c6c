import { Client } from "@hubspot/api-client";
import { AssociationSpecAssociationCategoryEnum } from "@hubspot/api-client/lib/codegen/crm/objects/notes/index.js";
import { FilterOperatorEnum } from "@hubspot/api-client/lib/codegen/crm/contacts/index.js";
import { describe, expect, it } from "vitest";
import { generateMerchant, startSimulator } from "#systems";
import { hubspotSimulator } from "../../subgraphs/systems/hubspot/index.js";

async function startAccount() {
  const account = await startSimulator(hubspotSimulator, { merchant: generateMerchant() });
  const { accessToken = "" } = account.credentials;
  const client = new Client({ accessToken, basePath: account.url });
  return { account, crm: client.crm, [Symbol.asyncDispose]: () => account.close() };
}

describe("the HubSpot simulator as HubSpot's own client sees it", () => {
  it("reads contacts in a batch by a unique property", async () => {
    await using hubspot = await startAccount();
    const inputs = [{ id: "C-00001" }, { id: "C-00002" }];
    const query = { inputs, idProperty: "customer_number", properties: ["customer_number", "email"], propertiesWithHistory: [] };
    const { results, status } = await hubspot.crm.contacts.batchApi.read(query);
    expect(status).toBe("COMPLETE");
    expect(results.map(({ properties }) => properties["customer_number"])).toEqual(["C-00001", "C-00002"]);
    expect(results[0]?.createdAt).toBeInstanceOf(Date);
  });

  it("searches, sorts and pages", async () => {
    await using hubspot = await startAccount();
    const filters = [{ propertyName: "customer_group", operator: FilterOperatorEnum.Eq, value: "RETAIL" }];
    const request = { filterGroups: [{ filters }], sorts: ["-createdate"], properties: ["customer_group"], limit: 3 };
    const first = await hubspot.crm.contacts.searchApi.doSearch(request);
    const after = first.paging?.next?.after ?? "";
    const second = await hubspot.crm.contacts.searchApi.doSearch({ ...request, after });
    const found = [...first.results, ...second.results];
    expect(first.total).toBeGreaterThan(6);
    expect(new Set(found.map(({ id }) => id)).size).toBe(6);
    expect(found.every(({ properties }) => properties["customer_group"] === "RETAIL")).toBe(true);
    const times = found.map(({ createdAt }) => createdAt.getTime());
    expect(times).toEqual(times.toSorted((left, right) => right - left));
  });

  it("writes a note on a contact and shows it among the contact's associations", async () => {
    await using hubspot = await startAccount();
    const contact = await hubspot.crm.contacts.basicApi.getById("C-00003", undefined, undefined, undefined, undefined, "customer_number");
    const types = [{ associationCategory: AssociationSpecAssociationCategoryEnum.HubspotDefined, associationTypeId: 202 }];
    const properties = { hs_timestamp: "2026-05-01T08:00:00Z", hs_note_body: "Called back" };
    const note = await hubspot.crm.objects.notes.basicApi.create({ properties, associations: [{ to: { id: contact.id }, types }] });
    const { results } = await hubspot.crm.associations.v4.batchApi.getPage("contacts", "notes", { inputs: [{ id: contact.id }] });
    expect(results[0]?.to.map(({ toObjectId }) => String(toObjectId))).toContain(note.id);
    expect(hubspot.account.journal.list()).toMatchObject([{ operation: "notes.create" }]);
  });

  it("refuses an unknown property with the envelope that the client expects", async () => {
    await using hubspot = await startAccount();
    const refused = hubspot.crm.contacts.basicApi.create({ properties: { nonsense: "1" }, associations: [] });
    await expect(refused).rejects.toMatchObject({
      code: 400,
      body: { category: "VALIDATION_ERROR", errors: [{ code: "PROPERTY_DOESNT_EXIST" }] },
    });
  });

  it("lists property definitions", async () => {
    await using hubspot = await startAccount();
    const { results } = await hubspot.crm.properties.coreApi.getAll("contacts");
    expect(results.find(({ name }) => name === "customer_number")).toMatchObject({ hasUniqueValue: true, type: "string" });
  });
});

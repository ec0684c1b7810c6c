import { describe, expect, it } from "vitest";
import { customerId, type CustomerRecord } from "#model";
import type { CustomerSearch } from "#sdk";
import { openHubspot, type OpenHubspot } from "./open-hubspot.js";

const number = (index: number): string => `C-${String(index).padStart(5, "0")}`;
const ids = (count: number) => Array.from({ length: count }, (_, index) => customerId(number(index + 1)));

describe("customers", () => {
  it("are what the merchant keeps of them", async () => {
    await using crm = await openHubspot();
    const found = await crm.ports.customers.customers(
      crm.merchant.customers.map((customer) => customerId(customer.number)),
      crm.call,
    );
    expect(found.size).toBe(crm.merchant.customers.length);
    for (const customer of crm.merchant.customers) {
      const record = found.get(customerId(customer.number));
      expect(record).toMatchObject({
        firstName: customer.firstName,
        lastName: customer.lastName,
        email: customer.email.toLowerCase(),
        phone: customer.phone,
      });
      expect(record?.language).toBe(customer.language);
      expect(record?.company).toEqual(customer.company);
      expect(record?.groups).toEqual([
        { code: customer.group, name: crm.merchant.groups.find(({ code }) => code === customer.group)?.name },
      ]);
      expect(Object.fromEntries(record?.preferences.map(({ key, value }) => [key, value]) ?? [])).toEqual(customer.preferences);
      expect(sorted(record?.consents ?? [])).toEqual(
        sorted(customer.consents.map(({ purpose, granted, at }) => ({ purpose, isGranted: granted, changedAt: at }))),
      );
    }
  });

  it("carry both addresses", async () => {
    await using crm = await openHubspot();
    const customer = crm.merchant.customers.find(({ addresses }) => new Set(addresses.map(({ kind }) => kind)).size === 2);
    const id = customerId(customer?.number ?? "");
    const record = (await crm.ports.customers.customers([id], crm.call)).get(id);
    for (const { kind, street, city, postalCode, country } of record?.addresses ?? []) {
      expect(customer?.addresses).toContainEqual(expect.objectContaining({ kind, street, city, postalCode, country }));
    }
    expect(record?.addresses.map(({ kind }) => kind)).toEqual(["BILLING", "SHIPPING"]);
  });

  it("take three requests for 24 and for 100 of them, and leave out whom HubSpot does not know", async () => {
    await using crm = await openHubspot();
    await crm.ports.customers.customers(ids(1), crm.call);
    for (const count of [24, 100]) {
      crm.account.calls.reset();
      const found = await crm.ports.customers.customers([...ids(count - 1), customerId("C-99999")], crm.call);
      expect(found.size).toBe(count - 1);
      expect(crm.account.calls.read().operations).toEqual({
        "contacts.batch.read": 1,
        "associations.contacts.companies.batch.read": 1,
        "companies.batch.read": 1,
      });
    }
  });

  it("show a change that a clerk made", async () => {
    await using crm = await openHubspot();
    await crm.asClerk("PATCH", `/crm/v3/objects/contacts/${number(1)}?idProperty=customer_number`, {
      properties: { city: "Ghent", hs_language: "nl", consent_profiling: "true", consent_profiling_at: "2026-07-01T00:00:00Z" },
    });
    const record = (await crm.ports.customers.customers(ids(1), crm.call)).get(customerId(number(1)));
    expect(record).toMatchObject({ language: "nl", addresses: [{ kind: "BILLING", city: "Ghent" }, {}] });
    expect(record?.consents).toContainEqual({ purpose: "PROFILING", isGranted: true, changedAt: "2026-07-01T00:00:00.000Z" });
  });
});

describe("a search of customers", () => {
  it("pages through all of them without a gap or a double, and counts them on every page", async () => {
    await using crm = await openHubspot();
    const { seen, totals } = await readAll(crm, { first: 100 });
    expect(seen.map(({ id }) => String(id)).toSorted()).toEqual(crm.merchant.customers.map((customer) => customer.number).toSorted());
    expect(new Set(totals)).toEqual(new Set([crm.merchant.customers.length]));
  });

  it("goes on after the cursor of any item", async () => {
    await using crm = await openHubspot();
    const { items } = await crm.ports.customers.search({ first: 5 }, crm.call);
    const rest = await crm.ports.customers.search({ first: 3, after: items[1]?.cursor ?? "" }, crm.call);
    expect(rest.items.map(({ item }) => item.id)).toEqual(items.slice(2).map(({ item }) => item.id));
  });

  it("finds by group, by whole e-mail address in any case, and by part of a name", async () => {
    await using crm = await openHubspot();
    const [customer] = crm.merchant.customers;
    const inGroup = crm.merchant.customers.filter(({ group }) => group === customer?.group);
    expect((await readAll(crm, { first: 100, group: customer?.group })).seen).toHaveLength(inGroup.length);
    const byEmail = await crm.ports.customers.search({ first: 10, email: customer?.email.toUpperCase() }, crm.call);
    expect(byEmail.items.map(({ item }) => item.id)).toEqual([customer?.number]);
    const byText = await crm.ports.customers.search(
      { first: 100, text: `${customer?.firstName} ${customer?.lastName.slice(0, 3)}` },
      crm.call,
    );
    expect(byText.items.map(({ item }) => item.id)).toContain(customer?.number);
  });

  it("leaves out contacts that are no customers", async () => {
    await using crm = await openHubspot();
    await crm.asClerk("POST", "/crm/v3/objects/contacts", { properties: { email: "lead@example.com", firstname: "Newlead" } });
    expect((await crm.ports.customers.search({ first: 10, text: "Newlead" }, crm.call)).items).toEqual([]);
  });

  it("gives an empty page for a cursor that is none of its own, without asking HubSpot", async () => {
    await using crm = await openHubspot();
    expect(await crm.ports.customers.search({ first: 10, after: "MjA=" }, crm.call)).toEqual({ items: [], hasNextPage: false });
    expect(crm.account.calls.read().total).toBe(0);
  });
});

describe("interactions", () => {
  it("are the customer's newest ones, newest first", async () => {
    await using crm = await openHubspot();
    const asked = crm.merchant.customers.slice(0, 24);
    const found = await crm.ports.interactions.interactionsOf(
      asked.map((customer) => customerId(customer.number)),
      3,
      crm.call,
    );
    for (const customer of asked) {
      const newest = customer.interactions.toSorted((left, right) => Date.parse(right.at) - Date.parse(left.at)).slice(0, 3);
      const expected = newest.map(({ kind, at, subject, body }) => ({ kind, at: new Date(at).toISOString(), subject, body }));
      expect(found.get(customerId(customer.number))).toMatchObject(expected);
    }
  });

  it("take one request for the contacts and at most two for each kind", async () => {
    await using crm = await openHubspot();
    await crm.ports.interactions.interactionsOf(ids(24), 5, crm.call);
    const { operations } = crm.account.calls.read();
    expect(operations["contacts.batch.read"]).toBe(1);
    expect(Math.max(...Object.values(operations))).toBe(1);
    expect(Object.keys(operations).length).toBeLessThanOrEqual(11);
  });
});

describe("failures", () => {
  it("name the scopes that the private app lacks", async () => {
    await using crm = await openHubspot();
    const accounts = crm.account.store.collection<object>("account");
    accounts.put("account", { ...accounts.get("account"), scopes: ["crm.objects.contacts.read", "crm.schemas.contacts.read"] });
    await expect(crm.ports.customers.customers(ids(1), crm.call)).rejects.toMatchObject({
      code: "SYSTEM_UNAUTHORIZED",
      message: expect.stringContaining("crm.objects.companies.read"),
    });
  });

  it("wait for the next second when the account's searches are used up", async () => {
    await using crm = await openHubspot();
    const body = { status: "error", message: "You have reached your secondly limit.", errorType: "RATE_LIMIT", policyName: "SECONDLY" };
    crm.account.faults.add([{ match: { operation: "contacts.search" }, fault: "status", status: 429, times: 1, body }]);
    const startedAt = performance.now();
    expect((await crm.ports.customers.search({ first: 1 }, crm.call)).items).toHaveLength(1);
    expect(performance.now() - startedAt).toBeGreaterThan(900);
  });
});

async function readAll(
  crm: OpenHubspot,
  search: CustomerSearch,
): Promise<{ readonly seen: readonly CustomerRecord[]; readonly totals: readonly (number | undefined)[] }> {
  const seen: CustomerRecord[] = [];
  const totals: (number | undefined)[] = [];
  let after: string | undefined;
  let hasNextPage = true;
  while (hasNextPage) {
    const page = await crm.ports.customers.search({ ...search, ...(after !== undefined && { after }) }, crm.call);
    seen.push(...page.items.map(({ item }) => item));
    totals.push(page.totalCount);
    after = page.items.at(-1)?.cursor;
    hasNextPage = page.hasNextPage;
  }
  return { seen, totals };
}

function sorted(consents: readonly { readonly purpose: string }[]): readonly object[] {
  return consents.toSorted((left, right) => (left.purpose < right.purpose ? -1 : 1));
}

import { describe, expect, it } from "vitest";
import { fastClock, startPortal } from "./testing/start-portal.js";

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

  it("wants every filter of a group to hold", async () => {
    await using hubspot = await startPortal();
    const filters = [
      { propertyName: "city", operator: "EQ", value: "Leeds" },
      { propertyName: "lastname", operator: "EQ", value: "Caron" },
    ];
    expect(found(await hubspot.ask("POST", "/crm/v3/objects/contacts/search", { filterGroups: [{ filters }] }))).toEqual([]);
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

import { describe, expect, it } from "vitest";
import { contactShape } from "./contact-shape.js";
import { classifyHubspotAnswer } from "./faults.js";
import { toInteraction } from "./interaction-mapping.js";
import { toCustomer } from "./mapping.js";
import { plainText } from "./plain-text.js";
import { positionAfter, positionOf } from "./search-cursor.js";
import { hubspotSettings } from "./settings.js";
import type { HubspotRecord } from "./wire.js";

const settings = hubspotSettings.parse({ accessToken: "pat-test" });

const text = (name: string) => ({ name, type: "string", options: [] });
const definitions = [
  ...[
    "customer_number",
    "firstname",
    "lastname",
    "email",
    "company",
    "hs_language",
    "address",
    "city",
    "zip",
    "country",
    "hs_country_region_code",
  ].map(text),
  ...["shipping_name", "shipping_address", "shipping_city", "preference_delivery_slot"].map(text),
  { name: "customer_group", type: "enumeration", options: [{ value: "TRADE", label: "Trade customers" }] },
  { name: "consent_email_marketing", type: "bool", options: [] },
  { name: "consent_email_marketing_at", type: "datetime", options: [] },
  { name: "hs_email_optout", type: "bool", options: [] },
];
const shape = contactShape(definitions, settings);

function contact(properties: HubspotRecord["properties"]): HubspotRecord {
  return { id: "501", properties, createdAt: "2026-01-10T08:00:00.000Z", updatedAt: "2026-02-10T08:00:00.000Z" };
}

const customer = (properties: HubspotRecord["properties"], company?: HubspotRecord) =>
  toCustomer(contact({ customer_number: "C-00001", ...properties }), { settings, shape, company });

describe("contact properties", () => {
  it("asks only for properties that the account has", () => {
    expect(shape.properties).toContain("shipping_city");
    expect(shape.properties).not.toContain("shipping_zip");
    expect(shape.properties).toContain("consent_email_marketing_at");
  });

  it("takes the time of a consent for no consent of its own", () => {
    expect(shape.consents).toEqual([
      { purpose: "EMAIL_MARKETING", property: "consent_email_marketing", timeProperty: "consent_email_marketing_at" },
    ]);
  });
});

describe("contact mapping", () => {
  it("leaves out a contact without a customer number", () => {
    expect(toCustomer(contact({ customer_number: null, email: "a@example.com" }), { settings, shape })).toBeUndefined();
  });

  it("maps name, language, group with its label, preferences and both addresses", () => {
    const mapped = customer({
      firstname: "Anna",
      lastname: "Berg",
      email: "anna@example.com",
      hs_language: "en-gb",
      customer_group: "TRADE",
      preference_delivery_slot: "morning",
      address: "1 High Street",
      city: "Leeds",
      zip: "LS1 1AA",
      country: "United Kingdom",
      hs_country_region_code: "gb",
      shipping_name: "Yard",
      shipping_address: "2 Yard Lane",
      shipping_city: "York",
    });
    expect(mapped).toEqual({
      id: "C-00001",
      firstName: "Anna",
      lastName: "Berg",
      email: "anna@example.com",
      language: "en-GB",
      groups: [{ code: "TRADE", name: "Trade customers" }],
      addresses: [
        { kind: "BILLING", name: "Anna Berg", street: "1 High Street", city: "Leeds", postalCode: "LS1 1AA", country: "GB" },
        { kind: "SHIPPING", name: "Yard", street: "2 Yard Lane", city: "York" },
      ],
      preferences: [{ key: "delivery_slot", value: "morning" }],
      consents: [],
      createdAt: "2026-01-10T08:00:00.000Z",
      updatedAt: "2026-02-10T08:00:00.000Z",
    });
  });

  it("takes the company from its record, and from the contact's text without one", () => {
    const record = { ...contact({ name: "Berg Ltd", vat_number: "GB1" }), id: "900" };
    expect(customer({ company: "Old name" }, record)?.company).toEqual({ name: "Berg Ltd", vatNumber: "GB1" });
    expect(customer({ company: "Old name" })?.company).toEqual({ name: "Old name" });
  });

  it("leaves out a language that is no language tag", () => {
    expect(customer({ hs_language: "?" })).not.toHaveProperty("language");
  });

  it("reads a consent with its time, and lets unsubscribing from all e-mail overrule it", () => {
    const granted = { consent_email_marketing: "true", consent_email_marketing_at: "2026-02-01T09:00:00.000Z" };
    expect(customer(granted)?.consents).toEqual([{ purpose: "EMAIL_MARKETING", isGranted: true, changedAt: "2026-02-01T09:00:00.000Z" }]);
    expect(customer({ ...granted, hs_email_optout: "true" })?.consents).toEqual([{ purpose: "EMAIL_MARKETING", isGranted: false }]);
    expect(customer({ consent_email_marketing: "", hs_email_optout: "false" })?.consents).toEqual([]);
  });
});

describe("engagement mapping", () => {
  it("maps a call with its title and its text without tags", () => {
    const call = contact({
      hs_timestamp: "2026-03-01T10:00:00.000Z",
      hs_call_title: "Delivery",
      hs_call_body: "<p>Asked when<br>it comes</p>",
    });
    expect(toInteraction("calls", call)).toEqual({
      id: "calls-501",
      kind: "CALL",
      at: "2026-03-01T10:00:00.000Z",
      subject: "Delivery",
      body: "Asked when\nit comes",
    });
  });

  it("takes the first of a note's lines for its subject, and none from a note of one line", () => {
    const note = (body: string) => toInteraction("notes", contact({ hs_note_body: body }));
    expect(note("<p><strong>Prefers oak</strong></p><p>No veneer</p>")).toMatchObject({ subject: "Prefers oak", body: "No veneer" });
    expect(note("Prefers oak")).toEqual({ id: "notes-501", kind: "NOTE", at: "2026-01-10T08:00:00.000Z", body: "Prefers oak" });
  });

  it.each([
    ["5 &lt; 6 &amp; 7", "5 < 6 & 7"],
    ["a < b and c > d", "a < b and c > d"],
    ["caf&#233; &#x2013; &nbsp;bar &unknown;", "café –  bar &unknown;"],
    ["<ul><li>one</li><li>two</li></ul>", "one\ntwo"],
  ])("reads %j as %j", (html, expected) => {
    expect(plainText(html)).toBe(expected);
  });
});

describe("search cursors", () => {
  it("come back as the position they were made from", () => {
    expect(positionOf(positionAfter({ id: "70100000005", before: 20 }))).toEqual({ id: "70100000005", before: 20 });
    expect(positionOf(undefined)).toEqual({ before: 0 });
  });

  it("are refused when they are not ours", () => {
    for (const cursor of ["", "20", "x-1", "1-2-3", "1 - 2"]) expect(positionOf(cursor)).toBeUndefined();
  });
});

describe("faults", () => {
  const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => ({
    status,
    headers: new Headers(headers),
    text: "",
    body,
  });

  it.each([
    [
      "a search too many",
      429,
      { policyName: "SECONDLY", errorType: "RATE_LIMIT" },
      {},
      { kind: "rate-limited", vendorCode: "SECONDLY", retryAfterMs: 1_000 },
    ],
    ["a request too many", 429, { policyName: "TEN_SECONDLY_ROLLING" }, {}, { kind: "rate-limited", retryAfterMs: 10_000 }],
    ["a wait that is told", 429, { policyName: "DAILY" }, { "retry-after": "7" }, { kind: "rate-limited", retryAfterMs: 7_000 }],
    ["a wrong token", 401, { category: "INVALID_AUTHENTICATION" }, {}, { kind: "unauthorized", vendorCode: "INVALID_AUTHENTICATION" }],
    ["a locked record", 423, { category: "LOCKED" }, {}, { kind: "unavailable", retryAfterMs: 2_000 }],
    ["a move of the account", 477, {}, { "retry-after": "60" }, { kind: "unavailable", retryAfterMs: 60_000 }],
  ])("names %s", (_case, status, body, headers, expected) => {
    expect(classifyHubspotAnswer(answer(status, body, headers))).toMatchObject(expected);
  });

  it("names the missing scopes", () => {
    const body = {
      category: "MISSING_SCOPES",
      errors: [{ message: "…", context: { requiredGranularScopes: ["crm.objects.companies.read"] } }],
    };
    expect(classifyHubspotAnswer(answer(403, body))).toEqual({
      kind: "unauthorized",
      vendorCode: "MISSING_SCOPES",
      message: "crm.objects.companies.read",
    });
  });

  it("passes on codes and property names, never the sentence with the value in it", () => {
    const errors = [{ message: "Email address anna@example is invalid", code: "INVALID_EMAIL", context: { propertyName: ["email"] } }];
    const fault = classifyHubspotAnswer(answer(400, { category: "VALIDATION_ERROR", message: "anna@example is invalid", errors }));
    expect(fault).toEqual({ kind: "refused", vendorCode: "VALIDATION_ERROR", message: "INVALID_EMAIL email" });
  });

  it("leaves a partial answer and a broken gateway to the HTTP status", () => {
    expect(classifyHubspotAnswer(answer(207, { status: "COMPLETE" }))).toBeUndefined();
    expect(classifyHubspotAnswer(answer(502, undefined))).toBeUndefined();
  });
});

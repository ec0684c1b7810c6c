import { describe, expect, it } from "vitest";
import { classifyAkeneoAnswer } from "./faults.js";
import { labelText, localisedText } from "./mapping/locales.js";
import { mediaUrl } from "./mapping/media.js";
import { contentGround, toCategory, toContent } from "./mapping/product.js";
import type { Reference } from "./reference-data.js";
import { changedSince, identifierIn, keysPerFilter } from "./search.js";
import { akeneoSettings } from "./settings.js";
import { attributeSchema, productSchema } from "./wire.js";

const access = { url: "https://pim.example.com/", clientId: "1_a", secret: "s", username: "u", password: "p" };
const settingsOf = (more: object = {}) => akeneoSettings.parse({ ...access, ...more });

const attributes = [
  { code: "sku", type: "pim_catalog_identifier", labels: [] },
  { code: "name", type: "pim_catalog_text", labels: { en_GB: "Name" } },
  { code: "description", type: "pim_catalog_textarea", labels: {} },
  { code: "brand", type: "pim_catalog_simpleselect", labels: {} },
  { code: "width", type: "pim_catalog_metric", labels: { en_GB: "Width", fr_FR: "Largeur" } },
  { code: "pieces", type: "pim_catalog_number", labels: { en_GB: "Pieces", fr_FR: "" } },
  { code: "outdoor", type: "pim_catalog_boolean", labels: {} },
  { code: "launched", type: "pim_catalog_date", labels: {} },
  { code: "rooms", type: "pim_catalog_multiselect", labels: { en_GB: "Rooms" } },
  { code: "cost", type: "pim_catalog_price_collection", labels: {} },
  { code: "picture_10", type: "pim_catalog_image", labels: {} },
  { code: "picture_2", type: "pim_catalog_image", labels: {} },
  { code: "picture_2_alt", type: "pim_catalog_text", labels: {} },
  { code: "film", type: "pim_catalog_file", labels: {}, sort_order: 5 },
].map((attribute) => attributeSchema.parse(attribute));

const reference: Reference = {
  locales: ["en_GB", "fr_FR"],
  fallbacks: ["en_GB"],
  attributes: new Map(attributes.map((attribute) => [attribute.code, attribute])),
  families: new Map([["desks", { en_GB: "Desks" }]]),
  unitSymbols: new Map([["CENTIMETER", "cm"]]),
};

const plain = (data: unknown, linked_data?: unknown) => [{ locale: null, scope: null, data, linked_data }];

const desk = {
  uuid: "25566245-55c3-42ce-86d9-8610ac459fa8",
  enabled: true,
  family: "desks",
  categories: ["office"],
  parent: "DESK",
  updated: "2026-03-01T10:30:00+01:00",
  values: {
    sku: plain("DESK-OAK"),
    name: [
      { locale: "en_GB", scope: null, data: "Oak desk" },
      { locale: "fr_FR", scope: null, data: "Bureau en chêne" },
    ],
    description: [
      { locale: "en_GB", scope: "ecommerce", data: "Long" },
      { locale: "en_GB", scope: "print", data: "Short" },
    ],
    brand: plain("acme", { attribute: "brand", code: "acme", labels: { en_GB: "Acme" } }),
    width: plain({ amount: "120.5000", unit: "CENTIMETER" }),
    pieces: plain("3.0000"),
    outdoor: plain(false),
    launched: plain("2026-01-15T00:00:00+00:00"),
    rooms: plain(["study", "hall"], {
      study: { attribute: "rooms", code: "study", labels: { en_GB: "Study", fr_FR: "Bureau" } },
      hall: { attribute: "rooms", code: "hall", labels: [] },
    }),
    cost: plain([{ amount: "10.00", currency: "EUR" }]),
    picture_10: plain("a/b/c/d/abcd_ten.jpg"),
    picture_2: plain("a/b/c/d/abcd two.jpg"),
    picture_2_alt: [{ locale: "en_GB", scope: null, data: "From the left" }],
    film: plain("a/b/c/d/abcd_film.mp4"),
    gone: plain("an attribute that the PIM no longer lists"),
  },
};

const contentOf = (product: object = desk, more: object = {}) =>
  toContent(productSchema.parse(product), contentGround(reference, settingsOf(more)));

describe("a product of Akeneo", () => {
  it("has name, description of the channel, brand, family, model and time", () => {
    expect(contentOf()).toMatchObject({
      sku: "DESK-OAK",
      name: { "en-GB": "Oak desk", "fr-FR": "Bureau en chêne" },
      description: { "en-GB": "Long", "fr-FR": "Long" },
      brand: "Acme",
      family: { code: "desks", label: { "en-GB": "Desks", "fr-FR": "Desks" } },
      categories: ["office"],
      model: "DESK",
      isEnabled: true,
      updatedAt: "2026-03-01T09:30:00.000Z",
    });
    expect(contentOf(desk, { channel: "print" })?.description).toEqual({ "en-GB": "Short", "fr-FR": "Short" });
  });

  it("shows every type of attribute written for a reader, and leaves out prices and what is shown elsewhere", () => {
    const shown = Object.fromEntries(contentOf()?.attributes.map(({ code, label: _label, ...rest }) => [code, rest]) ?? []);
    expect(shown).toEqual({
      width: { kind: "MEASURE", value: { "*": "120.5" }, unit: "cm" },
      pieces: { kind: "NUMBER", value: { "*": "3" } },
      outdoor: { kind: "BOOLEAN", value: { "*": "false" } },
      launched: { kind: "DATE", value: { "*": "2026-01-15" } },
      rooms: { kind: "CHOICE", value: { "en-GB": "Study, [hall]", "fr-FR": "Bureau, [hall]" }, optionCodes: ["study", "hall"] },
    });
    expect(contentOf()?.attributes.find(({ code }) => code === "width")?.label).toEqual({ "en-GB": "Width", "fr-FR": "Largeur" });
    expect(contentOf()?.attributes.find(({ code }) => code === "pieces")?.label).toEqual({ "en-GB": "Pieces", "fr-FR": "Pieces" });
    expect(contentOf(desk, { hiddenAttributes: ["width"] })?.attributes.map(({ code }) => code)).not.toContain("width");
  });

  it("has its media in the PIM's order, described by their own attribute or by its name", () => {
    const media = contentOf(desk, { mediaBaseUrl: "https://cdn.example.com/pim/" })?.media;
    expect(media?.map(({ url, kind, position }) => [url, kind, position])).toEqual([
      ["https://cdn.example.com/pim/a/b/c/d/abcd%20two.jpg", "IMAGE", 1],
      ["https://cdn.example.com/pim/a/b/c/d/abcd_ten.jpg", "IMAGE", 2],
      ["https://cdn.example.com/pim/a/b/c/d/abcd_film.mp4", "VIDEO", 3],
    ]);
    expect(media?.[0]?.alt).toEqual({ "en-GB": "From the left", "fr-FR": "From the left" });
    expect(media?.[1]?.alt).toEqual({ "en-GB": "Oak desk", "fr-FR": "Bureau en chêne" });
    expect(contentOf(desk, { mediaAttributes: ["film", "nothing"] })?.media).toHaveLength(1);
    const described = { ...desk, values: { ...desk.values, picture_2_alt: plain("In every language") } };
    expect(contentOf(described)?.media[0]?.alt).toEqual({ "*": "In every language" });
  });

  it("may be bare: no family, no parent, no values but its SKU, empty maps written as lists", () => {
    const bare = { ...desk, family: null, parent: null, categories: [], values: { sku: plain("X") } };
    expect(contentOf(bare)).toEqual({
      sku: "X",
      name: {},
      description: {},
      categories: [],
      attributes: [],
      media: [],
      isEnabled: true,
      updatedAt: "2026-03-01T09:30:00.000Z",
    });
    expect(contentOf({ ...bare, values: [] })).toBeUndefined();
  });
});

describe("texts of Akeneo", () => {
  it("take the fallback's text, and the code in brackets where nobody wrote a label", () => {
    const languages = { locales: ["fr_FR", "de_DE"], fallbacks: ["en_GB"] };
    expect(localisedText({ fr_FR: "Un", en_GB: "One" }, languages)).toEqual({ "fr-FR": "Un", "de-DE": "One" });
    expect(labelText("x", undefined, languages)).toEqual({ "fr-FR": "[x]", "de-DE": "[x]" });
    expect(toCategory({ code: "a", parent: null, labels: { fr_FR: "A" } }, { ...languages, fallbacks: [] })).toEqual({
      code: "a",
      label: { "fr-FR": "A", "de-DE": "[a]" },
    });
  });
});

describe("addresses of media", () => {
  it("are the API's download unless there is a public address", () => {
    expect(mediaUrl("a/b/x.jpg", settingsOf())).toBe("https://pim.example.com/api/rest/v1/media-files/a/b/x.jpg/download");
  });
});

describe("searches", () => {
  it("ask for a change from the second before, in the server's time zone", () => {
    const at = (time: string, zone: string): unknown => JSON.parse(changedSince(time, zone)).updated[0].value;
    expect(at("2026-07-01T12:00:00.500Z", "UTC")).toBe("2026-07-01 11:59:59");
    expect(at("2026-07-01T12:00:00Z", "Europe/Paris")).toBe("2026-07-01 13:59:59");
    expect(at("2026-07-01T00:00:00Z", "UTC")).toBe("2026-06-30 23:59:59");
  });

  it("take a hundred keys, fewer when they are long", () => {
    expect(keysPerFilter(["A", "B"], 100)).toBe(100);
    expect(keysPerFilter(["é".repeat(200)], 100)).toBe(4);
    expect(keysPerFilter(["x".repeat(10_000)], 100)).toBe(1);
    expect(JSON.parse(identifierIn(['a"b'])).identifier[0].value).toEqual(['a"b']);
  });
});

describe("faults of Akeneo", () => {
  const answer = (status: number, message: string) => ({ status, headers: new Headers(), text: "", body: { code: status, message } });

  it("tell a refused login from a refused request", () => {
    expect(classifyAkeneoAnswer(answer(422, "No user found for the given username and password"))?.kind).toBe("unauthorized");
    expect(classifyAkeneoAnswer(answer(401, "The access token provided has expired."))?.kind).toBe("unauthorized");
    expect(classifyAkeneoAnswer(answer(422, 'Scope "moon" does not exist.'))).toEqual({
      kind: "refused",
      vendorCode: "HTTP 422",
      message: 'Scope "moon" does not exist.',
    });
  });

  it("leave throttling and breakdowns to the status", () => {
    expect(classifyAkeneoAnswer(answer(429, "Too many requests"))).toBeUndefined();
    expect(classifyAkeneoAnswer(answer(503, "Down"))).toBeUndefined();
    expect(classifyAkeneoAnswer({ ...answer(404, ""), body: undefined })).toBeUndefined();
  });
});

describe("settings of Akeneo", () => {
  it("want language tags, not the PIM's spelling, and a time zone that exists", () => {
    expect(akeneoSettings.safeParse({ ...access, locales: ["en_GB"] }).success).toBe(false);
    expect(akeneoSettings.safeParse({ ...access, timeZone: "Mars/Olympus" }).success).toBe(false);
  });
});

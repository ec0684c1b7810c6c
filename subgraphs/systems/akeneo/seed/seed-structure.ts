import type { Merchant, MerchantAttribute, MerchantFamily } from "../../merchant/merchant.js";
import type { AttributeType, Kept, Labels, Pim } from "../documents.js";
import { completeAttribute } from "../reference/resources.js";
import { familyOfUnit } from "../values/measurements.js";
import { codeFrom, labelsOf, localeCode, mediaSlots, printChannel, shopChannel } from "./words.js";

/** What the structure is seeded with. */
export interface StructureSeed {
  readonly pim: Pim;
  readonly merchant: Merchant;
  /** Change stamp of everything that is seeded. */
  readonly at: string;
}

const groups: Readonly<Record<string, Labels>> = {
  marketing: { en_GB: "Marketing", fr_FR: "Marketing" },
  technical: { en_GB: "Technical", fr_FR: "Technique" },
  media: { en_GB: "Media", fr_FR: "Médias" },
};

/** Locales that the PIM knows and nobody has switched on. */
const dormantLocales = ["de_DE", "en_US", "es_ES"];

/** Seeds locales, currencies, channels, categories, attributes with options, and families. */
export function seedStructure(seed: StructureSeed): void {
  const { pim, merchant } = seed;
  const locales = merchant.locales.map(localeCode);
  for (const code of [...locales, ...dormantLocales]) pim.locales.put(code, kept(seed, { code, enabled: locales.includes(code) }));
  for (const code of new Set([merchant.currency, "EUR", "USD"])) {
    pim.currencies.put(code, kept(seed, { code, enabled: code === merchant.currency }));
  }
  for (const { code, parent, label } of merchant.categories) {
    pim.categories.put(code, kept(seed, { code, parent: parent ?? null, labels: labelsOf(label) }));
  }
  seedChannels(seed, locales);
  for (const [code, labels] of Object.entries(groups))
    pim.attributeGroups.put(code, kept(seed, { code, sort_order: 0, attributes: [], labels }));
  seedContentAttributes(seed);
  for (const attribute of merchant.attributes) seedAttribute(seed, attribute);
  for (const family of merchant.families) seedFamily(seed, family);
}

function seedChannels(seed: StructureSeed, locales: readonly string[]): void {
  const tree = seed.merchant.categories.find(({ parent }) => parent === undefined)?.code ?? "master";
  if (!seed.pim.categories.has(tree)) seed.pim.categories.put(tree, kept(seed, { code: tree, parent: null, labels: {} }));
  const labels: Readonly<Record<string, Labels>> = {
    [shopChannel]: { en_GB: "Shop", fr_FR: "Boutique" },
    [printChannel]: { en_GB: "Printed catalogue", fr_FR: "Catalogue imprimé" },
  };
  for (const [code, label] of Object.entries(labels)) {
    const channel = { code, currencies: [seed.merchant.currency], locales, category_tree: tree, conversion_units: {}, labels: label };
    seed.pim.channels.put(code, kept(seed, channel));
  }
}

/** Attributes that every merchant's PIM has besides those of the range. */
function seedContentAttributes(seed: StructureSeed): void {
  const text = { group: "marketing", localizable: true };
  put(seed, "sku", { type: "pim_catalog_identifier", labels: { en_GB: "SKU", fr_FR: "UGS" }, unique: true });
  put(seed, "name", { type: "pim_catalog_text", labels: { en_GB: "Name", fr_FR: "Nom" }, ...text });
  put(seed, "model_name", { type: "pim_catalog_text", labels: { en_GB: "Model", fr_FR: "Modèle" }, ...text });
  put(seed, "description", {
    type: "pim_catalog_textarea",
    labels: { en_GB: "Description", fr_FR: "Description" },
    ...text,
    scopable: true,
  });
  put(seed, "brand", { type: "pim_catalog_simpleselect", labels: { en_GB: "Brand", fr_FR: "Marque" } });
  for (const brand of new Set(seed.merchant.products.map((product) => product.brand))) {
    const labels = Object.fromEntries(seed.merchant.locales.map((tag) => [localeCode(tag), brand]));
    putOption(seed, "brand", { code: codeFrom(brand), labels });
  }
  put(seed, "ean", { type: "pim_catalog_text", labels: { en_GB: "EAN", fr_FR: "EAN" }, group: "technical" });
  put(seed, "shipping_weight", {
    type: "pim_catalog_metric",
    labels: { en_GB: "Shipping weight", fr_FR: "Poids d'expédition" },
    group: "technical",
    metric_family: "Weight",
    default_metric_unit: "KILOGRAM",
    decimals_allowed: true,
  });
  put(seed, "recommended_price", {
    type: "pim_catalog_price_collection",
    labels: { en_GB: "Recommended price", fr_FR: "Prix conseillé" },
    decimals_allowed: true,
  });
  for (const attribute of new Set(seed.merchant.products.flatMap((product) => mediaSlots(product).map((slot) => slot.attribute)))) {
    seedMediaAttribute(seed, attribute);
  }
}

function seedMediaAttribute(seed: StructureSeed, code: string): void {
  const number = code.split("_").at(-1) ?? "";
  const isImage = code.startsWith("image");
  const labels = isImage
    ? { en_GB: `Picture ${number}`, fr_FR: `Image ${number}` }
    : { en_GB: `Manual ${number}`, fr_FR: `Notice ${number}` };
  put(seed, code, {
    type: isImage ? "pim_catalog_image" : "pim_catalog_file",
    labels,
    group: "media",
    allowed_extensions: ["svg", "jpg", "png", "pdf"],
  });
  put(seed, `${code}_alt`, {
    type: "pim_catalog_text",
    labels: { en_GB: `${labels.en_GB}, described`, fr_FR: `${labels.fr_FR}, description` },
    group: "media",
    localizable: true,
  });
}

const types: Readonly<Record<MerchantAttribute["type"], AttributeType>> = {
  text: "pim_catalog_text",
  number: "pim_catalog_number",
  boolean: "pim_catalog_boolean",
  choice: "pim_catalog_simpleselect",
  measure: "pim_catalog_metric",
  date: "pim_catalog_date",
};

function seedAttribute(seed: StructureSeed, attribute: MerchantAttribute): void {
  const isNumeric = attribute.type === "number" || attribute.type === "measure";
  put(seed, attribute.code, {
    type: types[attribute.type],
    labels: labelsOf(attribute.label),
    group: "technical",
    localizable: attribute.isLocalised,
    decimals_allowed: isNumeric ? true : null,
    metric_family: attribute.type === "measure" ? (familyOfUnit(attribute.unit ?? "PIECE")?.code ?? "CaseBox") : null,
    default_metric_unit: attribute.type === "measure" ? (attribute.unit ?? "PIECE") : null,
  });
  for (const option of attribute.options ?? []) putOption(seed, attribute.code, { code: option.code, labels: labelsOf(option.label) });
}

function seedFamily(seed: StructureSeed, family: MerchantFamily): void {
  const media = seed.pim.attributes.filter(({ body }) => body.group === "media").map(({ body }) => body.code);
  const content = ["sku", "name", "model_name", "description", "brand", "ean", "shipping_weight", "recommended_price"];
  const required = ["sku", "name", "description", "brand", "image_1"].filter((code) => seed.pim.attributes.has(code));
  const body = {
    code: family.code,
    attributes: [...content, ...media, ...family.attributes.filter((code) => !content.includes(code))],
    attribute_as_label: "name",
    attribute_as_image: seed.pim.attributes.has("image_1") ? "image_1" : null,
    attribute_requirements: { [shopChannel]: required, [printChannel]: required },
    labels: labelsOf(family.label),
  };
  seed.pim.families.put(family.code, kept(seed, body));
}

type AttributeSeed = Omit<Parameters<typeof completeAttribute>[0], "code" | "group"> & { readonly group?: string };

function put(seed: StructureSeed, code: string, attribute: AttributeSeed): void {
  const group = attribute.group ?? "marketing";
  const body = completeAttribute({ ...attribute, code, group, group_labels: { ...groups[group] } });
  seed.pim.attributes.put(code, kept(seed, body));
}

function putOption(seed: StructureSeed, attribute: string, { code, labels }: { readonly code: string; readonly labels: Labels }): void {
  const rank = seed.pim.options.filter(({ owner }) => owner === attribute).length;
  seed.pim.options.put(`${attribute}/${code}`, { ...kept(seed, { code, attribute, sort_order: rank, labels }), owner: attribute });
}

function kept<Body>({ at }: StructureSeed, body: Body): Kept<Body> {
  return { body, updated: at };
}

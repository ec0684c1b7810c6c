import { categoryCode, type Category, type ProductContent, type Sku, sku } from "#model";
import type { Languages, Reference } from "../reference-data.js";
import type { AkeneoSettings } from "../settings.js";
import type { AkeneoCategory, AkeneoProduct } from "../wire.js";
import { anyText, optionText, toAttributeValue } from "./attributes.js";
import { labelText } from "./locales.js";
import { type MediaGround, mediaAttributes, toMedia } from "./media.js";
import { onChannel, writeString, writtenText } from "./values.js";

/** What products are read with; made once for many products. */
export interface ContentGround extends MediaGround {
  /** Attributes that are shown elsewhere or not at all. */
  readonly hidden: ReadonlySet<string>;
}

/** Sorts out which attributes are shown where. */
export function contentGround(reference: Reference, settings: AkeneoSettings): ContentGround {
  const media = mediaAttributes(reference, settings);
  const { identifierAttribute, nameAttribute, descriptionAttribute, brandAttribute, mediaAltSuffix, hiddenAttributes } = settings;
  const elsewhere = [identifierAttribute, nameAttribute, descriptionAttribute, brandAttribute];
  const described = media.map(({ code }) => code + mediaAltSuffix);
  return { reference, settings, media, hidden: new Set([...elsewhere, ...described, ...hiddenAttributes]) };
}

/** A product's SKU; `undefined` for one that has none, which Akeneo allows since version 7. */
export function skuOf(values: AkeneoProduct["values"], { identifierAttribute }: AkeneoSettings): Sku | undefined {
  const identifier = values[identifierAttribute]?.[0]?.data;
  return typeof identifier === "string" && identifier !== "" ? sku(identifier) : undefined;
}

/** A product's content on the configured channel in the configured languages; `undefined` for a product without SKU. */
export function toContent(product: AkeneoProduct, ground: ContentGround): ProductContent | undefined {
  const { reference, settings } = ground;
  const id = skuOf(product.values, settings);
  if (id === undefined) return undefined;
  const text = (attribute: string) => writtenText(onChannel(product.values[attribute], settings.channel), reference, writeString);
  const name = text(settings.nameAttribute);
  const brand = brandOf(product, ground);
  return {
    sku: id,
    name,
    description: text(settings.descriptionAttribute),
    ...(brand === undefined ? {} : { brand }),
    ...(product.family
      ? { family: { code: product.family, label: labelText(product.family, reference.families.get(product.family), reference) } }
      : {}),
    categories: product.categories.map(categoryCode),
    attributes: attributesOf(product, ground),
    media: toMedia(product, name, ground),
    ...(product.parent ? { model: product.parent } : {}),
    isEnabled: product.enabled,
    updatedAt: new Date(product.updated).toISOString(),
  };
}

/** A category of the tree. */
export function toCategory({ code, parent, labels }: AkeneoCategory, languages: Languages): Category {
  return {
    code: categoryCode(code),
    ...(parent ? { parent: categoryCode(parent) } : {}),
    label: labelText(code, labels, languages),
  };
}

function brandOf(product: AkeneoProduct, { reference, settings }: ContentGround): string | undefined {
  const values = onChannel(product.values[settings.brandAttribute], settings.channel);
  const isSelect = reference.attributes.get(settings.brandAttribute)?.type === "pim_catalog_simpleselect";
  return anyText(isSelect ? optionText(values, reference) : writtenText(values, reference, writeString), reference);
}

function attributesOf(product: AkeneoProduct, { hidden, reference, settings }: ContentGround): ProductContent["attributes"] {
  return Object.entries(product.values).flatMap(([code, values]) => {
    const attribute = hidden.has(code) ? undefined : reference.attributes.get(code);
    return (attribute && toAttributeValue(attribute, onChannel(values, settings.channel), reference)) ?? [];
  });
}

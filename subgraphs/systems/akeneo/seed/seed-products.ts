import type { Merchant, MerchantModel, MerchantProduct } from "../../merchant/merchant.js";
import { renderMediaSvg } from "../../merchant/render-media-svg.js";
import { type FamilyVariantBody, type Pim, stamp, type Values } from "../documents.js";
import { valuesOf } from "./seed-values.js";
import type { StructureSeed } from "./seed-structure.js";
import { labelsOf, localised, mediaCode, mediaSlots, uuidFor } from "./words.js";

/** Seeds media files, family variants, models and products; each value stands on the level on which its family's variants differ. */
export function seedProducts(seed: StructureSeed): void {
  const { pim, merchant } = seed;
  const values = new Map(merchant.products.map((product) => [product.sku, valuesOf(merchant, product)]));
  for (const product of merchant.products) seedMedia(pim, product);
  for (const family of merchant.families.filter(({ variantAxes }) => variantAxes.length > 0)) {
    const varying = varyingAttributes(
      merchant.models.filter((model) => model.family === family.code),
      values,
    );
    const code = variantCode(merchant, family.code);
    const attributes = [...varying].filter((attribute) => !family.variantAxes.includes(attribute));
    const body: FamilyVariantBody = {
      code,
      labels: labelsOf(family.label),
      variant_attribute_sets: [{ level: 1, axes: family.variantAxes, attributes }],
    };
    pim.familyVariants.put(`${family.code}/${code}`, { body, updated: seed.at, owner: family.code });
  }
  for (const model of merchant.models) seedModel(seed, model, values);
  for (const product of merchant.products) seedProduct(pim, product, values.get(product.sku) ?? {});
}

/** What differs between any two variants of one model, besides what always belongs to the single product. */
function varyingAttributes(models: readonly MerchantModel[], values: ReadonlyMap<string, Values>): ReadonlySet<string> {
  const varying = new Set(["sku", "name", "ean", "shipping_weight", "recommended_price"]);
  for (const { variantSkus } of models) {
    const variants = variantSkus.map((sku) => values.get(sku) ?? {});
    const codes = new Set(variants.flatMap((variant) => Object.keys(variant)));
    for (const code of codes) {
      const texts = new Set(variants.map((variant) => JSON.stringify(variant[code])));
      if (texts.size > 1 || /^(image|manual)_\d/.test(code)) varying.add(code);
    }
  }
  return varying;
}

function seedModel({ pim, merchant }: StructureSeed, model: MerchantModel, values: ReadonlyMap<string, Values>): void {
  const variants = merchant.products.filter(({ model: code }) => code === model.code);
  const [first] = variants;
  if (first === undefined) return;
  const code = variantCode(merchant, model.family);
  const varying = varyingOf(pim, `${model.family}/${code}`);
  const common = Object.entries(values.get(first.sku) ?? {}).filter(([attribute]) => !varying.has(attribute));
  const at = stamp(new Date(variants.map(({ updatedAt }) => updatedAt).sort()[0] ?? first.updatedAt));
  pim.models.put(model.code, {
    code: model.code,
    family: model.family,
    family_variant: code,
    parent: null,
    categories: first.categories.filter((category) => variants.every(({ categories }) => categories.includes(category))),
    values: { model_name: localised(model.name), ...Object.fromEntries(common) },
    associations: {},
    quantified_associations: {},
    created: at,
    updated: at,
  });
}

function seedProduct(pim: Pim, product: MerchantProduct, values: Values): void {
  const model = product.model === undefined ? undefined : pim.models.get(product.model);
  const varying = model && varyingOf(pim, `${model.family}/${model.family_variant}`);
  const own = Object.entries(values).filter(([attribute]) => varying === undefined || varying.has(attribute));
  const at = stamp(new Date(product.updatedAt));
  const uuid = uuidFor(product.sku);
  pim.products.put(uuid, {
    uuid,
    identifier: product.sku,
    enabled: product.isEnabled,
    family: product.family,
    parent: model?.code ?? null,
    categories: product.categories.filter((category) => !model?.categories.includes(category)),
    groups: [],
    values: Object.fromEntries(own),
    associations: {},
    quantified_associations: {},
    created: at,
    updated: at,
  });
}

function seedMedia(pim: Pim, product: MerchantProduct): void {
  const { family, brand, name, attributes } = product;
  const subject = { family, brand, name, attributes };
  for (const { media } of mediaSlots(product)) {
    const code = mediaCode(media.file);
    const extension = media.file.split(".").at(-1) ?? "";
    pim.mediaFiles.put(code, {
      code,
      original_filename: media.file,
      mime_type: "image/svg+xml",
      size: Buffer.byteLength(renderMediaSvg(media.file, subject)),
      extension,
      subject,
    });
  }
}

function varyingOf(pim: Pim, key: string): ReadonlySet<string> {
  const sets = pim.familyVariants.get(key)?.body.variant_attribute_sets ?? [];
  return new Set(sets.flatMap(({ axes, attributes }) => [...axes, ...attributes]));
}

function variantCode(merchant: Merchant, family: string): string {
  const axes = merchant.families.find(({ code }) => code === family)?.variantAxes ?? [];
  return `${family}_by_${axes.join("_")}`;
}

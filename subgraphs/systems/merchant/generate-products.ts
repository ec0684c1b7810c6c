import { daysAfter, referenceDate } from "./calendar.js";
import { fromCents } from "./decimal-text.js";
import { describeDesign, nameDesign, nameVariant, type Design } from "./describe-product.js";
import { designAttributes } from "./design-attributes.js";
import { ean13 } from "./ean13.js";
import { mediaOf } from "./generate-media.js";
import type { MerchantModel, MerchantProduct } from "./merchant.js";
import type { Random } from "./random.js";
import type { Blueprint } from "./range/blueprint.js";
import { blueprints } from "./range/blueprints.js";
import { materials, origins } from "./range/choices.js";
import { families, type RangeFamily } from "./range/families.js";
import { lines } from "./range/lines.js";
import { drawVariants, specVariant, type Variant } from "./variants.js";

/** Products with the models that group some of them. */
export interface Range {
  readonly products: readonly MerchantProduct[];
  readonly models: readonly MerchantModel[];
}

/** How many products without variants are made for each model. */
const singlesPerRound = 3;

/** Exactly `count` products, made blueprint by blueprint in rounds, so that any count is a balanced range. */
export function generateProducts(count: number, random: Random): Range {
  const products: MerchantProduct[] = [];
  const models: MerchantModel[] = [];
  for (let round = 0; products.length < count; round += 1) {
    for (const blueprint of blueprints) {
      const made = makeRound(blueprint, { round, random, firstSerial: products.length + 1, most: count - products.length });
      products.push(...made.products);
      models.push(...made.models);
      if (products.length >= count) break;
    }
  }
  return { products, models };
}

interface Round {
  readonly round: number;
  readonly random: Random;
  /** Number of the first product made, on which its barcode stands. */
  readonly firstSerial: number;
  readonly most: number;
}

function makeRound(blueprint: Blueprint, round: Round): Range {
  const family = families.find(({ code }) => code === blueprint.family);
  if (family === undefined) throw new Error(`No family ${blueprint.family}; the blueprint ${blueprint.prefix} names one that exists.`);
  return family.variantAxes.length === 0 ? makeSingles(blueprint, family, round) : makeModel(blueprint, family, round);
}

function makeModel(blueprint: Blueprint, family: RangeFamily, { round, random, firstSerial, most }: Round): Range {
  const code = codeOf(blueprint, round);
  const design = drawDesign(blueprint, round, random);
  const make = productMaker({ design, family, random, model: code });
  const variants = drawVariants(blueprint, family, { random, isFirst: round === 0 }).slice(0, most);
  const products = variants.map((variant, index) => make(code + variant.suffix, variant, firstSerial + index));
  const variantSkus = products.map(({ sku }) => sku);
  return { products, models: [{ code, family: family.code, name: nameDesign(design), variantSkus }] };
}

function makeSingles(blueprint: Blueprint, family: RangeFamily, { round, random, firstSerial, most }: Round): Range {
  const products = Array.from({ length: Math.min(singlesPerRound, most) }, (_, index) => {
    const nth = round * singlesPerRound + index;
    const design = drawDesign(blueprint, nth, random);
    const names = (blueprint.lines ?? lines).length;
    const step = Math.floor(nth / names) + (nth % names);
    const variant = specVariant(blueprint.spec, step % (blueprint.spec?.values.length ?? 1));
    return productMaker({ design, family, random })(codeOf(blueprint, nth), variant, firstSerial + index);
  });
  return { products, models: [] };
}

function codeOf(blueprint: Blueprint, nth: number): string {
  return `${blueprint.prefix}-${String(nth + 1).padStart(3, "0")}`;
}

function drawDesign(blueprint: Blueprint, nth: number, random: Random): Design {
  const names = blueprint.lines ?? lines;
  // A different start for each blueprint, so that not every first product has the same name.
  const start = blueprint.lines === undefined ? blueprints.indexOf(blueprint) * 5 : 0;
  const repeats = Math.floor(nth / (names.length * (blueprint.spec?.values.length ?? 1)));
  const line = `${names[(nth + start) % names.length]}${repeats === 0 ? "" : ` ${repeats + 1}`}`;
  const code = blueprint.materials.length === 0 ? undefined : random.pick(blueprint.materials);
  const material = materials.find((candidate) => candidate.code === code);
  return { blueprint, line, origin: random.pick(origins), ...(material === undefined ? {} : { material }) };
}

interface Making {
  readonly design: Design;
  readonly family: RangeFamily;
  readonly random: Random;
  readonly model?: string;
}

function productMaker({ design, family, random, model }: Making): (sku: string, variant: Variant, serial: number) => MerchantProduct {
  const { blueprint } = design;
  const name = nameDesign(design);
  const shared = {
    ...(model === undefined ? {} : { model }),
    family: family.code,
    categories: [blueprint.category, ...drawSelections(random)],
    brand: random.pick(family.brands),
    description: describeDesign(design, family.care),
    tax: blueprint.tax ?? "VAT20",
    unit: blueprint.unit ?? "PIECE",
  };
  const attributes = designAttributes(design, family, random);
  const basePrice = between(blueprint.price, random);
  const baseWeight = between(blueprint.weightKg, random);
  const costShare = 0.42 + 0.25 * random.next();
  return (sku, variant, serial) => {
    const cents = shelfPrice(basePrice * variant.priceFactor * 100);
    const weightKg = Math.max(0.01, Math.round(baseWeight * variant.weightFactor * 100) / 100);
    const own: Record<string, MerchantProduct["attributes"][string]> = { ...attributes, ...variant.attributes, net_weight: weightKg };
    const variantName = nameVariant(name, variant.details);
    return {
      ...shared,
      sku,
      name: variantName,
      attributes: own,
      media: mediaOf(sku, { name: variantName, needsAssembly: own["assembly_required"] === true }, random),
      weightKg,
      barcode: ean13(serial),
      listPrice: fromCents(cents),
      cost: fromCents(Math.max(1, cents * costShare)),
      isEnabled: serial === 1 || random.chance(0.97),
      updatedAt: daysAfter(referenceDate, -random.next() * 400),
    };
  };
}

function drawSelections(random: Random): string[] {
  return [...(random.chance(0.06) ? ["new_arrivals"] : []), ...(random.chance(0.05) ? ["gift_ideas"] : [])];
}

function between([least, most]: readonly [number, number], random: Random): number {
  return least + (most - least) * random.next();
}

/** Prices as they stand on a shelf: 149.00, 24.90, 3.45. */
function shelfPrice(cents: number): number {
  if (cents >= 10_000) return Math.round(cents / 100) * 100;
  if (cents >= 1_000) return Math.round(cents / 100) * 100 - 10;
  return Math.max(5, Math.round(cents / 5) * 5);
}

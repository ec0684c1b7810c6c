import type { Localised, MerchantProduct } from "./merchant.js";
import type { Random } from "./random.js";
import type { Blueprint, Spec } from "./range/blueprint.js";
import { clothingSizes, colours, finishes, grains, lengths, packSizes, type Choice, type Size } from "./range/choices.js";
import type { RangeFamily } from "./range/families.js";

/** What makes one product of a design different from its siblings. */
export interface Variant {
  /** Ends the SKU; empty for a product that stands alone. */
  readonly suffix: string;
  readonly details: readonly Localised[];
  readonly attributes: MerchantProduct["attributes"];
  /** How price and weight compare with the design's own. */
  readonly priceFactor: number;
  readonly weightFactor: number;
}

/** All combinations of the axis values that a model comes in; `isFirst` takes them from the top, so that its SKUs never move. */
export function drawVariants(blueprint: Blueprint, family: RangeFamily, draw: { random: Random; isFirst: boolean }): Variant[] {
  const [tintAxis = "colour", sizeAxis] = family.variantAxes;
  const some = <T>(list: readonly T[], [least, most]: readonly [number, number]): T[] => {
    const count = draw.random.int(least, most);
    return draw.isFirst ? list.slice(0, count) : draw.random.sample(list, count);
  };
  const tints: readonly Choice[] = some(tintAxis === "finish" ? finishes : colours, sizeAxis === undefined ? [4, 6] : [2, 3]);
  if (sizeAxis === undefined) return tints.map((tint) => tintVariant(tintAxis, tint));
  const offered = sizesOf(sizeAxis).filter(({ code }) => blueprint.sizes?.includes(code));
  const sizes = some(offered, [2, offered.length]);
  return tints.flatMap((tint) =>
    sizes.map((size) => sized(tintVariant(tintAxis, tint), { axis: sizeAxis, size, smallest: offered[0] ?? size })),
  );
}

/** The product that stands alone at that step of its specification, or without one. */
export function specVariant(spec: Spec | undefined, step: number): Variant {
  const value = spec?.values[step];
  if (spec === undefined || value === undefined) return { suffix: "", details: [], attributes: {}, priceFactor: 1, weightFactor: 1 };
  const isGrain = typeof value === "string";
  return {
    suffix: "",
    details: [{ "en-GB": labelSpec(spec, value, "en-GB"), "fr-FR": labelSpec(spec, value, "fr-FR") }],
    attributes: { [spec.attribute]: value },
    priceFactor: isGrain ? 1 : 1 + 0.25 * step,
    weightFactor: isGrain ? 1 : 1 + 0.2 * step,
  };
}

function labelSpec(spec: Spec, value: string | number, locale: keyof Localised): string {
  const text = grains.find(({ code }) => code === value)?.label[locale] ?? String(value);
  return spec.label[locale].replace("#", text);
}

function tintVariant(axis: string, tint: Choice): Variant {
  return {
    suffix: `-${tint.code.slice(0, 3).toUpperCase()}`,
    details: [tint.label],
    attributes: { [axis]: tint.code },
    priceFactor: 1,
    weightFactor: 1,
  };
}

function sized(variant: Variant, { axis, size, smallest }: { axis: string; size: Size; smallest: Size }): Variant {
  const growth = growthOf(axis, size.value, smallest.value);
  return {
    suffix: `${variant.suffix}-${size.code
      .replace(/_(?:cm|l)$/, "")
      .replace("_", "")
      .toUpperCase()}`,
    details: [...variant.details, size.label],
    attributes: { ...variant.attributes, [axis]: size.code, ...(axis === "size" ? { width: size.value } : {}) },
    ...growth,
  };
}

function growthOf(axis: string, value: number, smallest: number): Pick<Variant, "priceFactor" | "weightFactor"> {
  if (axis === "clothing_size") return { priceFactor: 1, weightFactor: 1 + 0.04 * value };
  if (axis === "pack_size") return { priceFactor: value ** 0.85, weightFactor: value };
  const growth = 1 + 0.8 * (value / smallest - 1);
  return { priceFactor: growth, weightFactor: growth };
}

function sizesOf(axis: string): readonly Size[] {
  if (axis === "clothing_size") return clothingSizes;
  return axis === "pack_size" ? packSizes : lengths;
}

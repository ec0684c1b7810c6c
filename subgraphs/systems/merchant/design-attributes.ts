import { daysAfter, referenceDate } from "./calendar.js";
import type { Design } from "./describe-product.js";
import type { MerchantProduct } from "./merchant.js";
import type { Random } from "./random.js";
import { certifications, energyClasses, exposures, grains, seasons } from "./range/choices.js";
import type { RangeFamily } from "./range/families.js";

type AttributeValue = MerchantProduct["attributes"][string];

/** Values that all products of a design share; a variant's axes, specs and dimensions are laid over them. */
export function designAttributes(design: Design, family: RangeFamily, random: Random): Record<string, AttributeValue> {
  const values = drawValues(design, family, random);
  return Object.fromEntries(
    family.attributes.flatMap((code) => {
      const value = values[code];
      return value === undefined ? [] : [[code, value] as const];
    }),
  );
}

function drawValues(
  { blueprint, material, origin }: Design,
  family: RangeFamily,
  random: Random,
): Record<string, AttributeValue | undefined> {
  const power = random.int(4, 18);
  return {
    material: material?.code,
    country_of_origin: origin.code,
    certification: certificationOf(family.code, random),
    energy_class: random.pick(energyClasses).code,
    grain_size: random.pick(grains).code,
    planting_season: random.pick(seasons).code,
    exposure: random.pick(exposures).code,
    width: random.int(40, 120),
    height: random.int(38, 110),
    depth: random.int(28, 85),
    power: family.code === "lighting" ? power : undefined,
    voltage: family.code === "power_tools" ? 230 : undefined,
    luminous_flux: power * 100,
    fabric_width: random.pick([140, 150, 160, 280]),
    drying_time: random.int(2, 12),
    coverage: random.int(8, 14),
    warranty_years: random.pick([2, 3, 5, 10]),
    assembly_required: random.chance(0.5),
    outdoor_use: isForOutdoors(blueprint.category, family.code),
    launched_on: daysAfter(referenceDate, -random.int(1, 1_500)).slice(0, 10),
    care: family.care,
  };
}

/** Families whose goods are certified, with the label that they carry when they are. */
const labels: Readonly<Record<string, string>> = {
  furniture: "fsc",
  soft_furnishings: "oeko_tex",
  fabrics: "oeko_tex",
  workwear: "oeko_tex",
  decorating: "ecolabel",
};

function certificationOf(family: string, random: Random): string | undefined {
  const isCertified = random.chance(0.7);
  const label = isCertified ? labels[family] : "none";
  return certifications.find(({ code }) => code === label)?.code;
}

function isForOutdoors(category: string, family: string): boolean {
  const outdoorCategories = ["outdoor_lights", "wood_care", "garden_machines"];
  return ["outdoor_furniture", "bulk_materials"].includes(family) || outdoorCategories.includes(category);
}

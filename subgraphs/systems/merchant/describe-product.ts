import { agree, capitalised, thisNoun } from "./french.js";
import type { Localised } from "./merchant.js";
import type { Blueprint } from "./range/blueprint.js";
import type { Material, Origin } from "./range/choices.js";

/** What a model, or a product without variants, is called and made of. */
export interface Design {
  readonly blueprint: Blueprint;
  readonly line: string;
  readonly material?: Material;
  readonly origin: Origin;
}

/** "Ashdown oak desk" and "Bureau Ashdown en chêne massif". */
export function nameDesign({ blueprint, line, material }: Design): Localised {
  const english = [line, material?.adjective, blueprint.en.noun].filter((word) => word !== undefined);
  const french = `${capitalised(blueprint.fr.noun)} ${line}`;
  return {
    "en-GB": english.join(" "),
    "fr-FR": material === undefined ? french : `${french} en ${material.label["fr-FR"]}`,
  };
}

/** The name with what tells one product of the design from another: ", natural finish, 120 cm". */
export function nameVariant(name: Localised, details: readonly Localised[]): Localised {
  return {
    "en-GB": [name["en-GB"], ...details.map((detail) => detail["en-GB"])].join(", "),
    "fr-FR": [name["fr-FR"], ...details.map((detail) => detail["fr-FR"])].join(", "),
  };
}

/** The pitch, how it was made, and how to care for it. */
export function describeDesign(design: Design, care: Localised): Localised {
  const { pitch } = design.blueprint;
  return {
    "en-GB": `${pitch["en-GB"]} ${madeInEnglish(design)} ${care["en-GB"]}`,
    "fr-FR": `${pitch["fr-FR"]} ${madeInFrench(design)} ${care["fr-FR"]}`,
  };
}

/** How each origin is told: the first verb, the second verb and what follows it; French participles in the masculine singular. */
const tellings: Readonly<
  Record<Blueprint["origin"], { readonly en: readonly [string, string]; readonly fr: readonly [string, string, string] }>
> = {
  MADE: { en: ["Made", "built to last"], fr: ["fabriqué", "conçu", "pour durer"] },
  GROWN: { en: ["Grown", "packed with care"], fr: ["cultivé", "emballé", "avec soin"] },
  QUARRIED: { en: ["Quarried", "washed twice"], fr: ["extrait", "lavé", "deux fois"] },
  BLENDED: { en: ["Blended", "tested batch by batch"], fr: ["préparé", "contrôlé", "lot par lot"] },
  PRINTED: { en: ["Printed", "bound to lie flat"], fr: ["imprimé", "relié", "pour rester ouvert à plat"] },
};

function madeInEnglish({ blueprint, material, origin }: Design): string {
  const [made, and] = tellings[blueprint.origin].en;
  const of = material === undefined || blueprint.origin !== "MADE" ? "" : ` of ${material.label["en-GB"]}`;
  const subject = blueprint.en.isPlural ? `these ${blueprint.en.noun} are` : `this ${blueprint.en.noun} is`;
  return `${made}${of} ${origin.from["en-GB"]}, ${subject} ${and}.`;
}

function madeInFrench({ blueprint, material, origin }: Design): string {
  const [made, and, how] = tellings[blueprint.origin].fr;
  const of = material === undefined || blueprint.origin !== "MADE" ? "" : ` en ${material.label["fr-FR"]}`;
  const participle = capitalised(agree(made, blueprint.fr));
  const verb = blueprint.fr.isPlural ? "sont" : "est";
  return `${participle}${of} ${origin.from["fr-FR"]}, ${thisNoun(blueprint.fr)} ${verb} ${agree(and, blueprint.fr)} ${how}.`;
}

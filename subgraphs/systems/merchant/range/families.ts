import type { Localised, MerchantFamily } from "../merchant.js";

/** A family with what all its products share. */
export type RangeFamily = MerchantFamily & { readonly brands: readonly string[]; readonly care: Localised };

const everywhere = ["country_of_origin", "launched_on", "care", "net_weight"];

interface FamilyText {
  readonly label: readonly [en: string, fr: string];
  readonly care: readonly [en: string, fr: string];
  readonly brands: readonly string[];
}

function family(code: string, text: FamilyText, attributes: { axes: readonly string[]; own: readonly string[] }): RangeFamily {
  return {
    code,
    label: { "en-GB": text.label[0], "fr-FR": text.label[1] },
    care: { "en-GB": text.care[0], "fr-FR": text.care[1] },
    brands: text.brands,
    variantAxes: attributes.axes,
    attributes: [...attributes.axes, ...attributes.own, ...everywhere],
  };
}

/** The families of the range. */
export const families: readonly RangeFamily[] = [
  family(
    "furniture",
    {
      label: ["Furniture", "Mobilier"],
      care: ["Dust with a soft cloth and oil once a year.", "Dépoussiérer avec un chiffon doux et huiler une fois par an."],
      brands: ["Atelier Verdier", "Northbeam", "Maison Corbel"],
    },
    { axes: ["finish", "size"], own: ["material", "width", "height", "depth", "certification", "assembly_required", "warranty_years"] },
  ),
  family(
    "storage",
    {
      label: ["Storage", "Rangement"],
      care: ["Wipe with a damp cloth and let dry.", "Essuyer avec un chiffon humide et laisser sécher."],
      brands: ["Hearth & Field", "Maison Corbel"],
    },
    { axes: ["colour", "size"], own: ["material", "width", "height", "depth"] },
  ),
  family(
    "soft_furnishings",
    {
      label: ["Soft furnishings", "Linge de maison"],
      care: ["Wash at 30 °C, do not tumble dry.", "Laver à 30 °C, ne pas sécher en machine."],
      brands: ["Hearth & Field", "Maison Corbel"],
    },
    { axes: ["colour", "size"], own: ["material", "width", "certification"] },
  ),
  family(
    "fabrics",
    {
      label: ["Fabrics", "Tissus"],
      care: ["Wash before sewing; shrinks by up to 3 %.", "Laver avant de coudre ; retrait de 3 % au plus."],
      brands: ["Maison Corbel", "Fernwick"],
    },
    { axes: ["colour"], own: ["material", "fabric_width", "certification"] },
  ),
  family(
    "lighting",
    {
      label: ["Lighting", "Luminaires"],
      care: ["Switch off and let cool before dusting.", "Éteindre et laisser refroidir avant de dépoussiérer."],
      brands: ["Lumio", "Northbeam"],
    },
    { axes: ["colour"], own: ["material", "height", "power", "luminous_flux", "energy_class", "outdoor_use", "warranty_years"] },
  ),
  family(
    "decorating",
    {
      label: ["Paint and wood care", "Peintures et soin du bois"],
      care: ["Stir before use; keep from frost.", "Remuer avant emploi ; conserver à l'abri du gel."],
      brands: ["Atelier Verdier", "Fernwick"],
    },
    { axes: ["colour", "pack_size"], own: ["coverage", "drying_time", "outdoor_use", "certification"] },
  ),
  family(
    "outdoor_furniture",
    {
      label: ["Outdoor furniture", "Mobilier de jardin"],
      care: ["Wash with soapy water and store dry in winter.", "Laver à l'eau savonneuse et ranger au sec en hiver."],
      brands: ["Fernwick", "Northbeam"],
    },
    { axes: ["colour"], own: ["material", "width", "height", "depth", "outdoor_use", "assembly_required", "warranty_years"] },
  ),
  family(
    "workwear",
    {
      label: ["Workwear", "Vêtements de travail"],
      care: ["Wash at 40 °C with like colours.", "Laver à 40 °C avec des couleurs semblables."],
      brands: ["Kestrel Works", "Outillages Brocard"],
    },
    { axes: ["colour", "clothing_size"], own: ["material", "certification"] },
  ),
  family(
    "hand_tools",
    {
      label: ["Hand tools", "Outillage à main"],
      care: ["Dry after use and oil the metal lightly.", "Sécher après usage et huiler légèrement le métal."],
      brands: ["Outillages Brocard", "Kestrel Works"],
    },
    { axes: [], own: ["material", "blade_length", "blade_width", "head_weight", "handle_length", "piece_count", "warranty_years"] },
  ),
  family(
    "power_tools",
    {
      label: ["Power tools", "Outillage électroportatif"],
      care: ["Unplug before cleaning; blow the vents clear.", "Débrancher avant nettoyage ; dégager les ouïes d'aération."],
      brands: ["Kestrel Works", "Outillages Brocard"],
    },
    { axes: [], own: ["power", "voltage", "outdoor_use", "warranty_years"] },
  ),
  family(
    "plants",
    {
      label: ["Plants and seeds", "Plantes et graines"],
      care: ["Water well in the first weeks.", "Arroser copieusement les premières semaines."],
      brands: ["Semis d'Antan", "Fernwick"],
    },
    { axes: [], own: ["pot_volume", "seed_count", "planting_season", "exposure"] },
  ),
  family(
    "bulk_materials",
    {
      label: ["Gravel, sand and soil", "Graviers, sables et terreaux"],
      care: ["Store under cover.", "Stocker à l'abri."],
      brands: ["Terre & Pierre"],
    },
    { axes: [], own: ["material", "grain_size", "outdoor_use"] },
  ),
  family(
    "books",
    {
      label: ["Books", "Livres"],
      care: ["Keep dry.", "Conserver au sec."],
      brands: ["Semis d'Antan"],
    },
    { axes: [], own: ["page_count"] },
  ),
];

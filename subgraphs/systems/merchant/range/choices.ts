import type { Localised } from "../merchant.js";

/** An option of a choice attribute. */
export interface Choice {
  readonly code: string;
  readonly label: Localised;
}

function choice(code: string, en: string, fr: string): Choice {
  return { code, label: { "en-GB": en, "fr-FR": fr } };
}

/** A colour with the CSS colour that pictures are drawn in. French names are invariable. */
export type Colour = Choice & { readonly css: string };

function colour(code: string, [en, fr]: readonly [string, string], css: string): Colour {
  return { ...choice(code, en, fr), css };
}

/** Colours of painted, dyed and woven goods. */
export const colours: readonly Colour[] = [
  colour("sage_green", ["sage green", "vert sauge"], "#8fa58a"),
  colour("slate_grey", ["slate grey", "gris ardoise"], "#5d6872"),
  colour("off_white", ["off-white", "blanc cassé"], "#eee8da"),
  colour("midnight_blue", ["midnight blue", "bleu nuit"], "#26365a"),
  colour("brick_red", ["brick red", "rouge brique"], "#a4513d"),
  colour("mustard_yellow", ["mustard yellow", "jaune moutarde"], "#cf9f35"),
  colour("charcoal", ["charcoal", "gris anthracite"], "#3a3d40"),
  colour("sand", ["sand", "beige sable"], "#d6c3a1"),
  colour("olive_green", ["olive green", "vert olive"], "#6c6f3c"),
  colour("powder_pink", ["powder pink", "rose poudré"], "#dcb3ab"),
  colour("sky_blue", ["sky blue", "bleu ciel"], "#9dbfd6"),
  colour("terracotta", ["terracotta", "orange terre cuite"], "#c3714d"),
  colour("forest_green", ["forest green", "vert sapin"], "#2f5041"),
  colour("matt_black", ["matt black", "noir mat"], "#1f1f20"),
];

/** Finishes of wooden furniture; the French adjective agrees with "finition". */
export const finishes: readonly Colour[] = [
  colour("natural", ["natural finish", "finition naturelle"], "#d2ab73"),
  colour("smoked", ["smoked finish", "finition fumée"], "#6f4f37"),
  colour("whitewashed", ["whitewashed finish", "finition blanchie"], "#e3d8c5"),
  colour("black_stained", ["black-stained finish", "finition noircie"], "#2c2826"),
  colour("honey_oiled", ["honey-oiled finish", "finition huilée miel"], "#c08a45"),
];

/** A material; `adjective` is how an English name carries it, the French name carries "en" and the label in lower case. */
export type Material = Choice & { readonly adjective: string };

function material(code: string, adjective: string, [en, fr]: readonly [string, string]): Material {
  return { ...choice(code, en, fr), adjective };
}

/** What products are made of. */
export const materials: readonly Material[] = [
  material("oak", "oak", ["solid oak", "chêne massif"]),
  material("ash", "ash", ["solid ash", "frêne massif"]),
  material("beech", "beech", ["solid beech", "hêtre massif"]),
  material("walnut", "walnut", ["walnut", "noyer"]),
  material("pine", "pine", ["solid pine", "pin massif"]),
  material("teak", "teak", ["certified teak", "teck certifié"]),
  material("steel", "steel", ["powder-coated steel", "acier laqué"]),
  material("forged_steel", "forged-steel", ["forged steel", "acier forgé"]),
  material("aluminium", "aluminium", ["aluminium", "aluminium"]),
  material("brass", "brass", ["brushed brass", "laiton brossé"]),
  material("glass", "glass", ["blown glass", "verre soufflé"]),
  material("stoneware", "stoneware", ["stoneware", "grès"]),
  material("terracotta_clay", "terracotta", ["terracotta", "terre cuite"]),
  material("rattan", "rattan", ["woven rattan", "rotin tressé"]),
  material("wicker", "wicker", ["wicker", "osier"]),
  material("jute", "jute", ["jute", "jute"]),
  material("linen", "linen", ["washed linen", "lin lavé"]),
  material("cotton", "cotton", ["organic cotton", "coton biologique"]),
  material("wool", "wool", ["pure wool", "pure laine"]),
  material("velvet", "velvet", ["cotton velvet", "velours de coton"]),
  material("canvas", "canvas", ["waxed canvas", "toile enduite"]),
  material("leather", "leather", ["full-grain leather", "cuir pleine fleur"]),
  material("granite", "granite", ["granite", "granit"]),
  material("limestone", "limestone", ["limestone", "calcaire"]),
  material("slate", "slate", ["slate", "ardoise"]),
  material("marble", "marble", ["marble", "marbre"]),
];

/** A size with the number that prices and dimensions follow. */
export type Size = Choice & { readonly value: number };

/** Lengths in centimetres. */
export const lengths: readonly Size[] = [25, 35, 40, 45, 50, 60, 80, 90, 100, 120, 130, 140, 150, 160, 180, 200, 220, 240, 250, 280].map(
  (value) => ({ ...choice(`${value}_cm`, `${value} cm`, `${value} cm`), value }),
);

/** Clothing sizes; the value is the step from the smallest. */
export const clothingSizes: readonly Size[] = ["XS", "S", "M", "L", "XL", "XXL"].map((size, value) => ({
  ...choice(size.toLowerCase(), size, size),
  value,
}));

/** Tins in litres. */
export const packSizes: readonly Size[] = [
  { ...choice("0_5_l", "0.5 L", "0,5 L"), value: 0.5 },
  { ...choice("1_l", "1 L", "1 L"), value: 1 },
  { ...choice("2_5_l", "2.5 L", "2,5 L"), value: 2.5 },
  { ...choice("5_l", "5 L", "5 L"), value: 5 },
];

/** Where a product was made; `from` says it in a sentence. */
export type Origin = Choice & { readonly from: Localised };

function origin(code: string, [en, fr]: readonly [string, string], frenchPlace: string): Origin {
  return { ...choice(code, en, fr), from: { "en-GB": `in ${en.replace(/^United/, "the United")}`, "fr-FR": frenchPlace } };
}

/** Countries of origin. */
export const origins: readonly Origin[] = [
  origin("fr", ["France", "France"], "en France"),
  origin("gb", ["United Kingdom", "Royaume-Uni"], "au Royaume-Uni"),
  origin("pt", ["Portugal", "Portugal"], "au Portugal"),
  origin("it", ["Italy", "Italie"], "en Italie"),
  origin("de", ["Germany", "Allemagne"], "en Allemagne"),
  origin("pl", ["Poland", "Pologne"], "en Pologne"),
  origin("es", ["Spain", "Espagne"], "en Espagne"),
  origin("se", ["Sweden", "Suède"], "en Suède"),
];

/** Grain sizes of gravel and sand. */
export const grains: readonly Choice[] = [
  choice("0_4_mm", "0–4 mm", "0–4 mm"),
  choice("4_8_mm", "4–8 mm", "4–8 mm"),
  choice("8_16_mm", "8–16 mm", "8–16 mm"),
  choice("16_22_mm", "16–22 mm", "16–22 mm"),
];

/** When to sow or plant. */
export const seasons: readonly Choice[] = [
  choice("spring", "Spring", "Printemps"),
  choice("summer", "Summer", "Été"),
  choice("autumn", "Autumn", "Automne"),
];

/** How much light a plant wants. */
export const exposures: readonly Choice[] = [
  choice("full_sun", "Full sun", "Plein soleil"),
  choice("partial_shade", "Partial shade", "Mi-ombre"),
  choice("shade", "Shade", "Ombre"),
];

/** Labels that a product can carry. */
export const certifications: readonly Choice[] = [
  choice("fsc", "FSC", "FSC"),
  choice("oeko_tex", "OEKO-TEX Standard 100", "OEKO-TEX Standard 100"),
  choice("ecolabel", "EU Ecolabel", "Écolabel européen"),
  choice("none", "None", "Aucune"),
];

/** EU energy labels. */
export const energyClasses: readonly Choice[] = ["A", "B", "C", "D", "E"].map((label) => choice(label.toLowerCase(), label, label));

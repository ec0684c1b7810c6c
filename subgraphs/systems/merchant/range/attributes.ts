import type { MerchantAttribute } from "../merchant.js";
import * as choices from "./choices.js";

type Labels = readonly [en: string, fr: string];

function attribute(code: string, type: MerchantAttribute["type"], [en, fr]: Labels): MerchantAttribute {
  return { code, type, isLocalised: false, label: { "en-GB": en, "fr-FR": fr } };
}

function measure(code: string, unit: string, labels: Labels): MerchantAttribute {
  return { ...attribute(code, "measure", labels), unit };
}

function choiceOf(code: string, options: readonly choices.Choice[], labels: Labels): MerchantAttribute {
  return { ...attribute(code, "choice", labels), options: options.map(({ code: option, label }) => ({ code: option, label })) };
}

/** Every attribute that some family carries. */
export const attributes: readonly MerchantAttribute[] = [
  choiceOf("colour", choices.colours, ["Colour", "Couleur"]),
  choiceOf("finish", choices.finishes, ["Finish", "Finition"]),
  choiceOf("size", choices.lengths, ["Size", "Dimension"]),
  choiceOf("clothing_size", choices.clothingSizes, ["Clothing size", "Taille"]),
  choiceOf("pack_size", choices.packSizes, ["Pack size", "Contenance"]),
  choiceOf("material", choices.materials, ["Material", "Matière"]),
  choiceOf("country_of_origin", choices.origins, ["Country of origin", "Pays d'origine"]),
  choiceOf("certification", choices.certifications, ["Certification", "Certification"]),
  choiceOf("energy_class", choices.energyClasses, ["Energy class", "Classe énergétique"]),
  choiceOf("grain_size", choices.grains, ["Grain size", "Granulométrie"]),
  choiceOf("planting_season", choices.seasons, ["Planting season", "Saison de plantation"]),
  choiceOf("exposure", choices.exposures, ["Exposure", "Exposition"]),
  measure("width", "CENTIMETER", ["Width", "Largeur"]),
  measure("height", "CENTIMETER", ["Height", "Hauteur"]),
  measure("depth", "CENTIMETER", ["Depth", "Profondeur"]),
  measure("net_weight", "KILOGRAM", ["Net weight", "Poids net"]),
  measure("power", "WATT", ["Power", "Puissance"]),
  measure("voltage", "VOLT", ["Voltage", "Tension"]),
  measure("luminous_flux", "LUMEN", ["Luminous flux", "Flux lumineux"]),
  measure("blade_length", "MILLIMETER", ["Blade length", "Longueur de lame"]),
  measure("blade_width", "MILLIMETER", ["Blade width", "Largeur de lame"]),
  measure("head_weight", "GRAM", ["Head weight", "Poids de la tête"]),
  measure("handle_length", "CENTIMETER", ["Handle length", "Longueur du manche"]),
  measure("fabric_width", "CENTIMETER", ["Fabric width", "Laize"]),
  measure("pot_volume", "LITER", ["Pot volume", "Volume du pot"]),
  measure("drying_time", "HOUR", ["Drying time", "Temps de séchage"]),
  attribute("coverage", "number", ["Coverage, m² per litre", "Rendement, m² par litre"]),
  attribute("piece_count", "number", ["Number of pieces", "Nombre de pièces"]),
  attribute("page_count", "number", ["Pages", "Pages"]),
  attribute("seed_count", "number", ["Seeds in a packet", "Graines par sachet"]),
  attribute("warranty_years", "number", ["Warranty in years", "Garantie en années"]),
  attribute("assembly_required", "boolean", ["Assembly required", "À monter soi-même"]),
  attribute("outdoor_use", "boolean", ["For outdoor use", "Usage extérieur"]),
  attribute("launched_on", "date", ["Launched on", "Date de lancement"]),
  { ...attribute("care", "text", ["Care", "Entretien"]), isLocalised: true },
];

import type { FrenchNoun } from "../french.js";
import type { Localised, MerchantProduct } from "../merchant.js";

/** One measurable difference between products that have no variants, for example the blade's length. */
export interface Spec {
  readonly attribute: string;
  readonly values: readonly (number | string)[];
  /** How the value stands in a name; `#` is the value, or its option's label. */
  readonly label: Localised;
}

/** A kind of product from which models or single products are made, line by line. */
export interface Blueprint {
  /** Begins the SKU of all its products. */
  readonly prefix: string;
  readonly family: string;
  readonly category: string;
  readonly en: { readonly noun: string; readonly isPlural?: true };
  readonly fr: FrenchNoun;
  /** What it is good for, in one sentence. */
  readonly pitch: Localised;
  readonly origin: "MADE" | "GROWN" | "QUARRIED" | "BLENDED" | "PRINTED";
  /** Material codes, of which each product has one; empty when the material goes without saying. */
  readonly materials: readonly string[];
  /** Names of the lines when they are not the house's own, for example cultivars. */
  readonly lines?: readonly string[];
  /** Option codes of the family's size axis, smallest first. */
  readonly sizes?: readonly string[];
  readonly spec?: Spec;
  /** Net list price in euros, from the plainest to the finest. */
  readonly price: readonly [number, number];
  readonly weightKg: readonly [number, number];
  readonly unit?: MerchantProduct["unit"];
  /** Tax code; the standard one when absent. */
  readonly tax?: string;
}

/** A sentence in both languages. */
export function said(en: string, fr: string): Localised {
  return { "en-GB": en, "fr-FR": fr };
}

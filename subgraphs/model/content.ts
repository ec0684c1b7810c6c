import type { CategoryCode, Locale, Sku } from "./ids.js";

/** Texts by language; a language that the source does not have is absent. */
export type LocalisedText = Readonly<Partial<Record<string, string>>>;

/** A product's content as a PIM holds it, in all its languages. */
export interface ProductContent {
  readonly sku: Sku;
  readonly name: LocalisedText;
  readonly description: LocalisedText;
  readonly brand?: string;
  readonly family?: Labelled;
  readonly categories: readonly CategoryCode[];
  readonly attributes: readonly AttributeValue[];
  readonly media: readonly Media[];
  /** Code of the model that groups this product with its variants. */
  readonly model?: string;
  readonly isEnabled: boolean;
  /** ISO 8601 time of the last change of content. */
  readonly updatedAt: string;
}

/** A code with its labels by language. */
export interface Labelled {
  readonly code: string;
  readonly label: LocalisedText;
}

/** One attribute of a product. A value is already written for a reader; `code`s are kept for machines. */
export interface AttributeValue {
  readonly code: string;
  readonly label: LocalisedText;
  readonly kind: "TEXT" | "NUMBER" | "BOOLEAN" | "CHOICE" | "MEASURE" | "DATE";
  /** The value by language; a value without language stands under `"*"`. */
  readonly value: LocalisedText;
  /** Unit of a `MEASURE`. */
  readonly unit?: string;
  /** Codes of the chosen options of a `CHOICE`. */
  readonly optionCodes?: readonly string[];
}

/** A picture, film or document of a product. */
export interface Media {
  readonly url: string;
  readonly kind: "IMAGE" | "VIDEO" | "DOCUMENT";
  readonly alt: LocalisedText;
  readonly position: number;
}

/** A category with its place in the tree. */
export interface Category {
  readonly code: CategoryCode;
  readonly parent?: CategoryCode;
  readonly label: LocalisedText;
}

/** The text in `wanted`, else in its language without region, else in the first fallback that has one; `"*"` fits every language. */
export function textFor(text: LocalisedText, wanted: Locale, fallbacks: readonly Locale[] = []): string | undefined {
  const exact = text[wanted] ?? text["*"];
  if (exact !== undefined) return exact;
  const language = wanted.split("-")[0] ?? wanted;
  const sibling = Object.keys(text).find((tag) => tag === language || tag.startsWith(`${language}-`));
  if (sibling !== undefined) return text[sibling];
  const fallback = fallbacks.find((tag) => text[tag] !== undefined);
  return fallback === undefined ? undefined : text[fallback];
}

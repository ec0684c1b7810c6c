import { locale, textFor, type Locale, type LocalisedText } from "#model";
import { InvalidInput } from "#platform";
import type { Languages } from "./context.js";

/** The catalogue's languages as configured; the first is the default. */
export interface LanguageSettings {
  readonly locales: readonly string[];
}

/** Chooses a request's language from what the client accepts (RFC 9110 §12.5.4), else the catalogue's first. */
export function chooseLanguages(settings: LanguageSettings, accepted: readonly string[]): Languages {
  const known = settings.locales.map(locale);
  const preferred = accepted.map((tag) => closest(known, tag)).find((one) => one !== undefined) ?? known[0] ?? locale("en");
  return { preferred, known, fallbacks: known };
}

/** A text in the language that the argument names, else in the request's own; throws `InvalidInput` for a language that the catalogue lacks. */
export function textIn(languages: Languages, text: LocalisedText, wanted?: string): string | undefined {
  return textFor(text, languageOf(languages, wanted), languages.fallbacks);
}

/** The catalogue's spelling of a wanted language; throws `InvalidInput` when there is none. */
export function languageOf(languages: Languages, wanted?: string): Locale {
  if (wanted === undefined) return languages.preferred;
  const found = closest(languages.known, wanted);
  if (found !== undefined) return found;
  throw new InvalidInput({
    field: "locale",
    problem: `the catalogue has no content in "${wanted}"`,
    remedy: `choose one of ${languages.known.join(", ")}`,
  });
}

function closest(known: readonly Locale[], tag: string): Locale | undefined {
  const wanted = tag.replace("_", "-").toLowerCase();
  const exact = known.find((one) => one.toLowerCase() === wanted);
  return exact ?? known.find((one) => one.split("-")[0]?.toLowerCase() === wanted);
}

import type { LocalisedText } from "#model";
import type { Languages } from "../reference-data.js";
import type { Labels } from "../wire.js";

/** A language tag in Akeneo's spelling: `en-GB` is `en_GB`. */
export function akeneoLocale(tag: string): string {
  return tag.replaceAll("-", "_");
}

/** An Akeneo locale as a language tag (BCP 47): `en_GB` is `en-GB`. */
export function languageTag(locale: string): string {
  return locale.replaceAll("_", "-");
}

/** Texts by Akeneo locale as texts by language tag: those that are shown, with the fallback's text where one is missing. */
export function localisedText(texts: Readonly<Record<string, string>>, { locales, fallbacks }: Languages): LocalisedText {
  const standIn = fallbacks.map((locale) => texts[locale]).find((text) => text !== undefined);
  const shown = locales.flatMap((locale) => {
    const text = texts[locale] ?? standIn;
    return text === undefined ? [] : [[languageTag(locale), text] as const];
  });
  return Object.fromEntries(shown);
}

/** Labels as localised text; a code that nobody has labelled is shown as Akeneo shows it, `[code]`. */
export function labelText(code: string, labels: Labels | undefined, languages: Languages): LocalisedText {
  const text = localisedText(labels ?? {}, languages);
  const bare = languages.locales.map(languageTag).filter((tag) => text[tag] === undefined);
  return { ...text, ...Object.fromEntries(bare.map((tag) => [tag, `[${code}]`])) };
}

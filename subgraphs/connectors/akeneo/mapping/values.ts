import type { LocalisedText } from "#model";
import type { Languages } from "../reference-data.js";
import type { AkeneoValue } from "../wire.js";
import { localisedText } from "./locales.js";

/** The key of a value that is the same in every language. */
export const everyLanguage = "*";

/** The values that hold on a channel: scopable ones of that channel, and those of all. */
export function onChannel(values: readonly AkeneoValue[] | undefined, channel: string): readonly AkeneoValue[] {
  return (values ?? []).filter(({ scope }) => scope === null || scope === channel);
}

/** Each value written by `write`, by language; values that cannot be written are left out. */
export function writtenText(
  values: readonly AkeneoValue[],
  languages: Languages,
  write: (value: AkeneoValue) => string | undefined,
): LocalisedText {
  const forAll = values.find(({ locale }) => locale === null);
  const same = forAll && write(forAll);
  if (same !== undefined) return { [everyLanguage]: same };
  const texts = values.flatMap((value) => {
    const text = write(value);
    return text === undefined || value.locale === null ? [] : [[value.locale, text] as const];
  });
  return localisedText(Object.fromEntries(texts), languages);
}

/** Data of a text value. */
export function writeString({ data }: AkeneoValue): string | undefined {
  return typeof data === "string" && data !== "" ? data : undefined;
}

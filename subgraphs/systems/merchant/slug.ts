/** Lower-case ASCII words joined by `separator`: "Bureau Bréhat" is `bureau-brehat`. */
export function slug(text: string, separator = "-"): string {
  const plain = text
    .replaceAll("œ", "oe")
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "");
  return (plain.toLowerCase().match(/[a-z0-9]+/g) ?? []).join(separator);
}

/** Lower-case ASCII words joined by `separator`: "Bureau Bréhat" is `bureau-brehat`. */
export function slug(text: string, separator = "-"): string {
  return text
    .replaceAll("œ", "oe")
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, separator)
    .replace(new RegExp(`^${separator}+|${separator}+$`, "g"), "");
}

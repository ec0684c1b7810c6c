const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/** The text of HubSpot's rich text: tags dropped, paragraphs and breaks as lines, entities as characters. Plain text comes back as it was. */
export function plainText(html: string): string {
  const lines = html.replaceAll(/<br\b[^>]*>|<\/(?:p|div|li|h[1-6]|tr)\s*>/giu, "\n").replaceAll(/<\/?[a-z][^>]*>/giu, "");
  const decoded = lines.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/giu, decode);
  return decoded
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .replaceAll(/\n{3,}/gu, "\n\n")
    .trim();
}

function decode(whole: string, ...[decimal, hexadecimal, name]: readonly (string | undefined)[]): string {
  if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? "", 16) : Number(decimal);
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

/** A French noun with what its neighbours must agree with. */
export interface FrenchNoun {
  readonly noun: string;
  readonly gender: "m" | "f";
  readonly isPlural?: true;
}

/** The noun with its demonstrative: "ce bureau", "cet outil", "cette table", "ces gants". */
export function thisNoun({ noun, gender, isPlural }: FrenchNoun): string {
  if (isPlural) return `ces ${noun}`;
  if (gender === "f") return `cette ${noun}`;
  return `${/^[aeiouhéèêœ]/i.test(noun) ? "cet" : "ce"} ${noun}`;
}

/** A participle or regular adjective, given in the masculine singular, in agreement: "fabriqué" is "fabriquées". */
export function agree(word: string, { gender, isPlural }: FrenchNoun): string {
  const gendered = gender === "f" && !word.endsWith("e") ? `${word}e` : word;
  return isPlural && !gendered.endsWith("s") ? `${gendered}s` : gendered;
}

/** Upper-cases the first letter. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

import { defineError } from "#platform";

/** A request's values are nested deeper than anything that is meant. */
export const NestedTooDeeply = defineError<{ readonly limit: number }>({
  code: "NESTED_TOO_DEEPLY",
  status: 400,
  retry: "never",
  message: (d) => `The request nests objects and lists deeper than ${d.limit} levels; send flatter variables.`,
});

/** Deepest nesting of a request's values: whoever walks them goes down with it, and a stack has an end. */
export const maxNesting = 100;

/** Throws `NestedTooDeeply` for values that nest deeper than `maxNesting`. */
export function checkNesting(value: unknown): void {
  if (isDeeper(value, maxNesting)) throw new NestedTooDeeply({ limit: maxNesting });
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null || Buffer.isBuffer(value)) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) return value.some((item) => isDeeper(item, levels - 1));
  for (const item of Object.values(value)) if (isDeeper(item, levels - 1)) return true;
  return false;
}

/** The same for JSON in an address, which is read further on; what is no JSON is refused there. */
export function checkNestingOfJson(text: unknown): void {
  if (typeof text !== "string" || text.length <= maxNesting) return;
  try {
    checkNesting(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
}

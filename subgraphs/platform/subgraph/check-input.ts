import { InvalidInput } from "../errors/request-errors.js";

/** Largest page that a list field gives. */
export const MAX_PAGE_SIZE = 100;

/** Most keys that one field takes, for example SKUs in `products(skus:)`. */
export const MAX_KEYS = 500;

/** Checks `first`; throws `InvalidInput` outside 1…100. */
export function checkPageSize(first: number, field = "first"): number {
  if (Number.isInteger(first) && first >= 1 && first <= MAX_PAGE_SIZE) return first;
  throw new InvalidInput({
    field,
    problem: `${first} is not between 1 and ${MAX_PAGE_SIZE}`,
    remedy: `ask for at most ${MAX_PAGE_SIZE} and page with "after"`,
  });
}

/** Checks a list of keys; throws `InvalidInput` when there are too many or one is empty or absurdly long. */
export function checkKeys(keys: readonly string[], field: string, most = MAX_KEYS): readonly string[] {
  if (keys.length > most) {
    throw new InvalidInput({
      field,
      problem: `${keys.length} values are more than ${most}`,
      remedy: `ask for at most ${most} at a time`,
    });
  }
  const bad = keys.findIndex((key) => key.trim() === "" || key.length > 200);
  if (bad >= 0)
    throw new InvalidInput({
      field: `${field}[${bad}]`,
      problem: "the value is empty or longer than 200 characters",
      remedy: "leave it out",
    });
  return keys;
}

/** Checks a quantity asked for; throws `InvalidInput` unless it is a finite number above zero. */
export function checkQuantity(quantity: number, field = "quantity"): number {
  if (Number.isFinite(quantity) && quantity > 0) return quantity;
  throw new InvalidInput({ field, problem: `${quantity} is not above zero`, remedy: "give the quantity in the product's unit of sale" });
}

/** An amount in whole cents as a decimal string with two places: 14900 is `149.00`. */
export function fromCents(cents: number): string {
  return (Math.round(cents) / 100).toFixed(2);
}

/** A decimal string of money in whole cents. */
export function toCents(amount: string): number {
  return Math.round(Number(amount) * 100);
}

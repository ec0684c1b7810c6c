/** Distinct values in lists of at most `size`, so that one question never asks for more than the server answers at once. */
export function chunks<Value>(values: readonly Value[], size: number): Value[][] {
  const distinct = [...new Set(values)];
  return Array.from({ length: Math.ceil(distinct.length / size) }, (_, place) => distinct.slice(place * size, (place + 1) * size));
}

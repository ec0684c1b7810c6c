import { describe, expect, it } from "vitest";
import { batched, chunk } from "./batches.js";

describe("batches", () => {
  it("cut a list in order", () => {
    expect(chunk([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
    expect(chunk([], 2)).toEqual([]);
    expect(() => chunk([1], 0)).toThrow(RangeError);
  });

  it("merge what comes back, ask each key once, and keep to the limit of batches at once", async () => {
    let underWay = 0;
    let most = 0;
    const sizes: number[] = [];
    const load = async (keys: readonly number[]): Promise<Map<number, string>> => {
      underWay += 1;
      most = Math.max(most, underWay);
      sizes.push(keys.length);
      await Promise.resolve();
      underWay -= 1;
      return new Map(keys.filter((key) => key % 2 === 0).map((key) => [key, `v${key}`]));
    };
    const keys = Array.from({ length: 25 }, (_, index) => index);
    const merged = await batched({ keys: [...keys, ...keys], size: 4, load, parallel: 2 });
    expect(merged.size).toBe(13);
    expect(merged.get(24)).toBe("v24");
    expect(sizes).toEqual([4, 4, 4, 4, 4, 4, 1]);
    expect(most).toBe(2);
  });

  it("make no call without keys and fail with the first failure", async () => {
    const load = (): Promise<Map<number, string>> => Promise.reject(new Error("down"));
    expect(await batched({ keys: [], size: 4, load })).toEqual(new Map());
    await expect(batched({ keys: [1], size: 4, load })).rejects.toThrow("down");
  });
});

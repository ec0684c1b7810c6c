import { describe, expect, it } from "vitest";
import { EndlessPages, pagesByCursor, pagesByLink, pagesByOffset } from "./pages.js";

interface Page {
  readonly items: readonly string[];
  readonly next?: string;
}

async function all<Item>(pages: AsyncIterable<Item>): Promise<Item[]> {
  return Array.fromAsync(pages);
}

const nextOf = ({ next }: Page): string | undefined => next;

describe("pages", () => {
  it("follow cursors to the end", async () => {
    const pages: Record<string, Page> = { first: { items: ["a"], next: "2" }, "2": { items: ["b"], next: "3" }, "3": { items: [] } };
    const load = async (cursor = "first"): Promise<Page> => pages[cursor] ?? { items: [] };
    expect((await all(pagesByCursor({ load, nextOf }))).flatMap(({ items }) => items)).toEqual(["a", "b"]);
  });

  it("stop at a cursor that does not advance, and at too many pages", async () => {
    const stuck = pagesByCursor({ load: async () => ({ items: [], next: "same" }), nextOf });
    await expect(all(stuck)).rejects.toThrow(EndlessPages);
    let count = 0;
    const endless = pagesByCursor({ load: async () => ({ items: [], next: String((count += 1)) }), nextOf, maxPages: 5 });
    await expect(all(endless)).rejects.toThrow("More than 5 pages");
    expect(count).toBe(5);
  });

  it("follow links", async () => {
    const asked: string[] = [];
    const load = async (link: string): Promise<Page> => {
      asked.push(link);
      return link === "/a" ? { items: [], next: "/b" } : { items: [] };
    };
    await all(pagesByLink({ first: "/a", load, nextOf }));
    expect(asked).toEqual(["/a", "/b"]);
  });

  it.each([
    [0, []],
    [3, [3]],
    [4, [4]],
    [9, [4, 4, 1]],
  ])("read %i items by offset", async (total, sizes) => {
    const items = Array.from({ length: total }, (_, index) => index);
    const load = async (offset: number, limit: number): Promise<number[]> => items.slice(offset, offset + limit);
    const pages = await all(pagesByOffset({ pageSize: 4, load }));
    expect(pages.flat()).toEqual(items);
    expect(pages.map(({ length }) => length)).toEqual(sizes);
  });

  it("stop when a vendor ignores the offset", async () => {
    await expect(all(pagesByOffset({ pageSize: 1, load: async () => [1], maxPages: 3 }))).rejects.toThrow(EndlessPages);
  });
});

import { expect, it } from "vitest";
import { parseCursor, type Cursor } from "../events/cursor.js";
import { createSharedReads } from "./shared-reads.js";

const cursor = (ms: number): Cursor => parseCursor(`${ms}-0`)!;

function open() {
  const world = { head: cursor(1), now: 0, batches: [] as string[][], fails: false };
  const read = createSharedReads<string, string>({
    head: () => world.head,
    clock: { now: () => world.now, wait: () => Promise.resolve() },
    keepMs: 1000,
    limit: 10,
    readMany: async (keys) => {
      world.batches.push([...keys]);
      if (world.fails) throw new Error("down");
      return new Map(keys.filter((key) => key !== "z").map((key) => [key, `${key} at ${world.head}`]));
    },
  });
  return { world, read };
}

it("reads once for all who were told of the same change, and all in one batch", async () => {
  const { world, read } = open();
  const values = await Promise.all([read("a", cursor(1)), read("b", cursor(1)), read("a", cursor(1)), read("z", cursor(1))]);
  expect(values).toEqual(["a at 1-0", "b at 1-0", "a at 1-0", undefined]);
  expect(await read("a", cursor(1))).toBe("a at 1-0");
  expect(world.batches).toEqual([["a", "b", "z"]]);
});

it("reads again for who was told of a later change, also while the older reading is under way", async () => {
  const { world, read } = open();
  const older = read("a", cursor(1));
  world.head = cursor(2);
  const newer = read("a", cursor(2));
  await Promise.all([older, newer]);
  expect(world.batches.flat()).toEqual(["a", "a"]);
  expect(await read("a", cursor(1))).toBe("a at 2-0");
});

it("keeps a reading for a while, and a failed one not at all", async () => {
  const { world, read } = open();
  world.fails = true;
  await expect(read("a", cursor(1))).rejects.toThrow("down");
  world.fails = false;
  await read("a", cursor(1));
  world.now = 999;
  await read("a", cursor(1));
  expect(world.batches).toHaveLength(2);
  world.now = 1000;
  await read("a", cursor(1));
  expect(world.batches).toHaveLength(3);
});

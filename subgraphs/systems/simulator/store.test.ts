import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { openStore } from "./store.js";

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "store-"));
  folders.push(folder);
  return join(folder, "state", "erp.sqlite");
}

function sizeOf(file: string, collection: string): number {
  const store = openStore(file);
  const { size } = store.collection(collection);
  store.close();
  return size;
}

describe("openStore", () => {
  it("undoes every change of a transaction that throws, in memory and on disk", () => {
    const file = newFile();
    const store = openStore(file);
    const names = store.collection<string>("name");
    names.put(1, "one");
    names.put(2, "two");
    const failing = (): void =>
      store.transaction(() => {
        names.put(1, "uno");
        names.delete(1);
        names.put(3, "three");
        throw new Error("refused");
      });
    expect(failing).toThrow("refused");
    expect(names.all()).toEqual(["one", "two"]);
    store.close();
    const reopened = openStore(file);
    expect(reopened.collection<string>("name").all()).toEqual(["one", "two"]);
    reopened.close();
  });

  it("keeps an acknowledged write although nobody closed the store", () => {
    const file = newFile();
    const abandoned = openStore(file);
    abandoned.collection("order").put("S1", { total: "12.50" });
    const other = openStore(file);
    expect(other.collection("order").get("S1")).toEqual({ total: "12.50" });
    other.close();
    abandoned.close();
  });
});

describe("a collection", () => {
  it("never gives a number twice and stays above the numbers that were put", () => {
    const file = newFile();
    const store = openStore(file);
    const partners = store.collection("partner");
    partners.put(41, {});
    const id = partners.nextId();
    partners.put(id, {});
    partners.delete(id);
    store.close();
    const reopened = openStore(file);
    expect([id, reopened.collection("partner").nextId()]).toEqual([42, 43]);
    reopened.close();
  });

  it("keeps the order of first insertion across changes and a restart", () => {
    const file = newFile();
    const store = openStore(file);
    const names = store.collection<string>("name");
    for (const id of ["b", "a", "c"]) names.put(id, id);
    names.put("b", "B");
    store.close();
    const reopened = openStore(file);
    expect(reopened.collection<string>("name").all()).toEqual(["B", "a", "c"]);
    reopened.close();
  });
});

describe("a store's first filling", () => {
  it("is on disk before anything that comes after it", () => {
    const file = newFile();
    const store = openStore(file);
    store.fill(() => {
      for (let id = 1; id <= 500; id += 1) store.collection("product").put(id, { id });
    });
    store.collection("order").put("S1", { total: "12.50" });
    const other = openStore(file);
    expect([other.collection("product").size, other.collection("order").size]).toEqual([500, 1]);
    other.close();
    store.close();
  });

  it("reaches the disk by itself when nothing comes after it", async () => {
    const file = newFile();
    const store = openStore(file);
    store.fill(() => {
      for (let id = 1; id <= 500; id += 1) store.collection("product").put(id, { id });
    });
    await expect.poll(() => sizeOf(file, "product"), { timeout: 10_000 }).toBe(500);
    store.close();
  });

  it("leaves nothing when it throws", () => {
    const file = newFile();
    const store = openStore(file);
    const failing = (): void =>
      store.fill(() => {
        store.collection("product").put(1, {});
        throw new Error("no merchant");
      });
    expect(failing).toThrow("no merchant");
    expect(store.collection("product").size).toBe(0);
    store.close();
    expect(sizeOf(file, "product")).toBe(0);
  });
});

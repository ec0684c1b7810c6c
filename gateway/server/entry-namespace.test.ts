import { describe, expect, it } from "vitest";
import { checkSettings, readEnvironment } from "../config/index.js";
import { entryNamespace } from "./entry-namespace.js";

const redis = (namespace: string, url = "redis://:secret@one:6379/0") => ({ events: { redis: { url, namespace } } });

function namespaceOf(rest: object): string {
  const raw = { systems: { erp: { connector: "odoo" } }, subgraphs: {}, cache: { entities: { redis: { url: "redis://cache" } } }, ...rest };
  return entryNamespace(checkSettings(raw, { source: "the test", environment: readEnvironment({}) }));
}

describe("where cached entries lie in a shared store", () => {
  it("is the same place for all nodes of one bus, whatever its password", () => {
    expect(namespaceOf(redis("shop"))).toContain(":shop@");
    expect(namespaceOf(redis("shop", "redis://:other@one:6379/0"))).toBe(namespaceOf(redis("shop")));
  });

  it("is another place for every other bus: their cursors say nothing to each other", () => {
    const places = [redis("shop"), redis("other"), redis("shop", "redis://two:6379/0"), redis("shop", "redis://one:6379/1"), {}, {}];
    expect(new Set(places.map(namespaceOf)).size).toBe(places.length);
  });

  it("is another place for systems that are set up in another way", () => {
    const other = { systems: { erp: { connector: "odoo", settings: { database: "x" } } } };
    expect(namespaceOf({ ...redis("shop"), ...other })).not.toBe(namespaceOf(redis("shop")));
  });
});

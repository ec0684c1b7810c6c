import { describe, expect, it } from "vitest";
import { settingsSchema, type Bench } from "./contract-bench.js";

/** What a connector says of itself is true and complete. */
export function describeManifest(bench: Bench): void {
  const { connector } = bench;
  describe("manifest", () => {
    it("gives exactly the ports that it declares", async () => {
      await using system = bench.open();
      expect(Object.keys(system.ports).toSorted()).toEqual([...connector.ports].toSorted());
      expect(connector.ports.length).toBeGreaterThan(0);
    });

    it("names itself, its vendor's versions and documentation", () => {
      expect(connector.name).toMatch(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
      expect(connector.title).not.toBe("");
      expect(connector.versions).not.toBe("");
      expect(URL.canParse(connector.docs)).toBe(true);
    });

    it("describes every setting", () => {
      const undescribed = Object.entries(settingsSchema(connector.settings)).filter(([, { description }]) => !description);
      expect(undescribed.map(([key]) => key)).toEqual([]);
    });

    it("refuses a settings key that it does not know, by name", () => {
      const settings = { ...bench.settings(), noSuchSetting: 1 };
      expect(() => connector.prepare(settings)).toThrow(/noSuchSetting/);
    });

    it("gives a reason for every quirk", () => {
      expect(connector.quirks.filter(({ title, why }) => title === "" || why === "")).toEqual([]);
    });
  });
}

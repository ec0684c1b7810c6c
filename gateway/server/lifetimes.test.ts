import { describe, expect, it } from "vitest";
import type { ConnectedSystem } from "#sdk";
import { checkSettings, readEnvironment, type Settings } from "../config/index.js";
import { lifetimesOf, tellsBy } from "./lifetimes.js";

function settingsWith(erp: object, rest: object = {}): Settings {
  const raw = { systems: { erp: { connector: "odoo", ...erp } }, subgraphs: {}, cache: { entities: { withoutIntakeMs: 10 } }, ...rest };
  return checkSettings(raw, { source: "the test", environment: readEnvironment({}) });
}

const erp: ConnectedSystem = {
  name: "erp",
  connectorName: "odoo",
  ports: { changes: { kinds: ["stock.changed"], read: () => Promise.reject(new Error("nobody asks")) } },
  health: () => {
    throw new Error("nobody asks");
  },
  close: () => Promise.resolve(),
};

describe("the lifetime of what was read", () => {
  it.each<[string, Settings, "stock.changed" | "price.changed", number]>([
    ["is the configured one for what the system is asked about", settingsWith({}), "stock.changed", 1000],
    ["is short for what it cannot be asked about", settingsWith({}), "price.changed", 10],
    ["is short when nobody asks it", settingsWith({ changes: { poll: false } }), "stock.changed", 10],
    [
      "is short when another gateway may be the one that asks",
      settingsWith({}, { database: { url: "postgres://db/x" } }),
      "stock.changed",
      10,
    ],
    [
      "is the configured one when whoever asks tells it on a bus that is shared",
      settingsWith({}, { database: { url: "postgres://db/x" }, events: { redis: { url: "redis://cache" } } }),
      "stock.changed",
      1000,
    ],
  ])("%s", (_what, settings, type, expected) => {
    expect(lifetimesOf(erp, settings, tellsBy(settings))(type, 1000)).toBe(expected);
  });
});

import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { sku } from "#model";
import { startTelemetry, systemClock } from "#platform";
import { checkSettings, readEnvironment } from "../../../gateway/config/index.js";
import { startGateway } from "../../../gateway/server/index.js";
import merchant from "./merchant.json" with { type: "json" };
import { startTryton, trytonMissing, type RunningTryton } from "./start-tryton.js";
import { trytonClerk } from "./tryton-clerk.js";

const missing = trytonMissing();

describe.skipIf(missing)(`changes in a real Tryton${missing === undefined ? "" : ` (skipped: ${missing})`}`, { timeout: 300_000 }, () => {
  it("reach the bus when stock is moved through Tryton's own API", async () => {
    await using server = await startTryton();
    const telemetry = await startTelemetry({ serviceName: "passerelle-test", serviceVersion: "0" });
    const ground = { telemetry, log: pino({ level: "silent" }), clock: systemClock };
    await using gateway = await startGateway({ settings: settingsFor(server), ...ground });
    const events = gateway.events.follow({ types: ["stock.changed"] });
    if (events === undefined) throw new Error("The bus has no history.");
    expect((await events.next()).value).toMatchObject({ subject: "*", system: "erp", origin: "poll" });
    const clerk = await trytonClerk(server);
    const [product, place] = [merchant.products[1]?.sku ?? "", merchant.warehouses[0]?.code ?? ""];
    await clerk.adjustStock({ sku: product, location: place, quantity: 777 });
    for (let event = await events.next(); event.done !== true; event = await events.next()) if (event.value.subject === product) break;
    const stock = await gateway.systems.get("erp")?.ports.stock?.stockOf([sku(product)], {});
    expect([...(stock?.values() ?? [])][0]?.levels.map(({ onHand }) => onHand)).toContain(777);
    await events.return?.();
    await telemetry.close();
  });
});

function settingsFor({ url, database, user, password }: RunningTryton) {
  const raw = {
    systems: {
      erp: {
        connector: "tryton",
        settings: { url, database, user, password },
        changes: { poll: { minIntervalMs: 200, maxIntervalMs: 500 }, compareEvery: false },
      },
    },
    subgraphs: { erp: { system: "erp" } },
  };
  return checkSettings(raw, { source: "the test", environment: readEnvironment({ PORT: "0" }) });
}

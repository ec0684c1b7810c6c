import { parseArgs } from "node:util";
import { demoOrSettings } from "./cli/demo-or-settings.js";
import { explainAndExit } from "./cli/explain-and-exit.js";
import { standOn } from "./cli/ground.js";
import { runUntilSignal } from "./cli/run-until-signal.js";
import { readEnvironment } from "./config/index.js";
import { startGateway } from "./server/index.js";

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { config: { type: "string" } } });
  const { settings, isDemo, running } = await demoOrSettings(values.config, readEnvironment());
  const ground = standOn(settings);
  const gateway = await startGateway({ settings, ...ground });
  runUntilSignal(ground.log, [gateway, ...running, ground.telemetry]);
  const merchant = isDemo ? "the demo merchant, all systems simulated" : "the configured systems";
  ground.log.info({ url: `${gateway.url}/graphql`, systems: [...gateway.systems.keys()] }, `serving ${merchant}`);
}

main().catch(explainAndExit);

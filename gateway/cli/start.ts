import { parseArgs } from "node:util";
import { readEnvironment } from "../config/index.js";
import { demoOrSettings, type Chosen } from "./demo-or-settings.js";
import { explainAndExit } from "./explain-and-exit.js";
import { runUntilSignal } from "./run-until-signal.js";
import { subscribeToDemo } from "./subscribe-to-demo.js";

/** `npm start [-- --config FILE]`: the gateway until a signal ends it. Errors are explained on standard error, with exit code 1. */
export async function start(): Promise<void> {
  await startSoon().catch(explainAndExit);
}

async function startSoon(): Promise<void> {
  const { values } = parseArgs({ options: { config: { type: "string" } } });
  // The demo's systems start in a process of their own: what the gateway itself stands on is loaded meanwhile.
  const [chosen, { standOn }, { startGateway }] = await Promise.all([
    demoOrSettings(values.config, readEnvironment()),
    import("./ground.js"),
    import("../server/index.js"),
  ]);
  const ground = await standOn(chosen.settings);
  const gateway = await startGateway({ settings: chosen.settings, ...ground });
  runUntilSignal(ground.log, [gateway, ...chosen.running, ground.telemetry]);
  void gateway.warm();
  void subscribeToDemo(chosen.demoSystems, gateway.url, ground.log);
  ground.log.info({ url: `${gateway.url}/graphql`, systems: [...gateway.systems.keys()] }, `serving ${merchantOf(chosen)}`);
}

function merchantOf({ isDemo }: Chosen): string {
  return isDemo ? "the demo merchant, all systems simulated" : "the configured systems";
}

import { readEnvironment, subgraphNames, unknownKey, WrongSettings } from "../config/index.js";
import { startSubgraph } from "../server/index.js";
import { demoOrSettings } from "./demo-or-settings.js";
import { standOn } from "./ground.js";
import { portOf } from "./port-of.js";
import { runUntilSignal } from "./run-until-signal.js";

/** `subgraph NAME [--config FILE] [--port N]`. */
export async function subgraphCommand(name: string, options: { readonly config?: string; readonly port?: string }): Promise<void> {
  const known = subgraphNames.find((one) => one === name);
  if (known === undefined) {
    throw new WrongSettings({
      source: "the command line",
      problems: [{ path: "NAME", problem: unknownKey(name, subgraphNames).replace("key", "subgraph") }],
    });
  }
  const port = portOf(options.port);
  const { settings, running } = await demoOrSettings(options.config, readEnvironment());
  const server = { ...settings.server, ...(port !== undefined && { port }) };
  const ground = await standOn({ telemetry: { ...settings.telemetry, serviceName: `${settings.telemetry.serviceName}-${known}` } });
  const subgraph = await startSubgraph(known, { settings: { ...settings, server }, ...ground });
  runUntilSignal(ground.log, [subgraph, ...running, ground.telemetry]);
  ground.log.info({ url: `${subgraph.url}/graphql`, subgraph: known }, "serving a subgraph alone");
}

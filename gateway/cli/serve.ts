import { readFileSync } from "node:fs";
import { readEnvironment, settingsSchema, WrongSettings } from "../config/index.js";
import { serveForeignSupergraph } from "../server/index.js";
import { standOn } from "./ground.js";
import { portOf } from "./port-of.js";
import { runUntilSignal } from "./run-until-signal.js";

/** `serve --supergraph FILE [--port N]`. */
export async function serveCommand(options: { readonly supergraph: string; readonly port?: string }): Promise<void> {
  const environment = readEnvironment();
  const supergraphSdl = readSupergraph(options.supergraph);
  const defaults = settingsSchema.parse({ systems: {}, subgraphs: {} });
  const { host = defaults.server.host, otlpEndpoint } = environment;
  const port = portOf(options.port) ?? environment.port ?? defaults.server.port;
  const ground = standOn({ telemetry: { ...defaults.telemetry, otlpEndpoint } });
  const server = await serveForeignSupergraph({ ...ground, supergraphSdl, auth: defaults.auth, engine: defaults.engine, settings: { ...defaults.server, host, port } });
  runUntilSignal(ground.log, [server, ground.telemetry]);
  ground.log.info({ url: `${server.url}/graphql` }, `serving ${options.supergraph}`);
}

function readSupergraph(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new WrongSettings({ source: "the command line", problems: [{ path: "--supergraph", problem: `${file} cannot be read; check the path` }] }, { cause });
  }
}

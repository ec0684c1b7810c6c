import { GraphQLError } from "graphql";
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
  const ground = await standOn({ telemetry: { ...defaults.telemetry, otlpEndpoint } });
  const settings = { ...defaults.server, host, port };
  const served = serveForeignSupergraph({ ...ground, supergraphSdl, auth: defaults.auth, engine: defaults.engine, settings });
  const server = await served.catch((cause: unknown) => {
    if (!(cause instanceof GraphQLError)) throw cause;
    throw wrongSupergraph(`${options.supergraph} is no supergraph (${cause.message}); compose it with "npm run compose" or rover`, cause);
  });
  runUntilSignal(ground.log, [server, ground.telemetry]);
  ground.log.info({ url: `${server.url}/graphql` }, `serving ${options.supergraph}`);
}

function readSupergraph(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw wrongSupergraph(`${file} cannot be read; check the path`, cause);
  }
}

function wrongSupergraph(problem: string, cause: unknown): Error {
  return new WrongSettings({ source: "the command line", problems: [{ path: "--supergraph", problem }] }, { cause });
}

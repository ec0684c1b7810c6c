import { GraphQLError } from "graphql";
import { readFileSync } from "node:fs";
import { checkSettings, loadSettings, readEnvironment, WrongSettings, type Environment, type Settings } from "../config/index.js";
import { serveForeignSupergraph } from "../server/index.js";
import { standOn } from "./ground.js";
import { portOf } from "./port-of.js";
import { runUntilSignal } from "./run-until-signal.js";

/** `serve --supergraph FILE [--config FILE] [--port N]`. */
export async function serveCommand(options: {
  readonly supergraph: string;
  readonly config?: string;
  readonly port?: string;
}): Promise<void> {
  const supergraphSdl = readSupergraph(options.supergraph);
  const { server, telemetry, auth, engine, operations, cache } = settingsOf(options.config, readEnvironment());
  const settings = { ...server, port: portOf(options.port) ?? server.port };
  const ground = await standOn({ telemetry });
  const served = serveForeignSupergraph({ ...ground, supergraphSdl, auth, engine, operations, cache, settings });
  const running = await served.catch((cause: unknown) => {
    if (!(cause instanceof GraphQLError)) throw cause;
    throw wrongSupergraph(`${options.supergraph} is no supergraph (${cause.message}); compose it with "npm run compose" or rover`, cause);
  });
  runUntilSignal(ground.log, [running, ground.telemetry]);
  ground.log.info({ url: `${running.url}/graphql` }, `serving ${options.supergraph}`);
}

// A file is read only when it is named: the one in this folder is for a gateway over systems of ours.
function settingsOf(file: string | undefined, environment: Environment): Settings {
  const ours = { systems: {}, subgraphs: {} };
  return file === undefined ? checkSettings(ours, { source: "the defaults", environment }) : loadSettings(file, environment, ours);
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

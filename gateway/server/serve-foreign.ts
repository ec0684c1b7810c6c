import { createTokenVerifier } from "#platform";
import { alsoForwarding, forwardedNames, headersFor, httpSource, type HttpSource } from "../engine/index.js";
import type { Settings } from "../config/index.js";
import { closeOnce, serveSupergraph, type RunningServer, type ServeOptions } from "./serve-supergraph.js";

/** What any supergraph is served with. */
export interface ForeignOptions extends Pick<ServeOptions, "supergraphSdl" | "telemetry" | "clock" | "log"> {
  readonly settings: Settings["server"];
  readonly engine: Settings["engine"];
  readonly operations: Settings["operations"];
  readonly cache: Pick<Settings["cache"], "answers">;
  readonly auth: Settings["auth"];
}

/**
 * Serves any Federation 2 supergraph over the URLs that it names, and nothing of our own.
 *
 * A bearer token is checked only when a key is configured; else it travels on to the subgraphs, which check it themselves. With a key it stays
 * here, unless the rules for headers name it.
 */
export async function serveForeignSupergraph(options: ForeignOptions): Promise<RunningServer> {
  const sources = new Map<string, HttpSource>();
  const hasKey = options.auth.secret !== undefined || options.auth.jwksUrl !== undefined;
  const rules = hasKey ? options.engine.headers : alsoForwarding(options.engine.headers, ["authorization"]);
  const ground = {
    clock: options.clock,
    telemetry: options.telemetry,
    settings: options.engine.http,
    subscriptions: options.engine.subscriptions,
    sharesFetches: options.engine.shareFetches,
  };
  const verifier = createTokenVerifier(options.auth);
  const server = await serveSupergraph({
    ...options,
    forwarded: forwardedNames(rules),
    verifier: hasKey ? verifier : { viewerOf: () => verifier.viewerOf(undefined) },
    sourceOf: ({ name, url }) => {
      if (url === undefined || url === "") throw new TypeError(`Subgraph "${name}" has no URL in the supergraph; compose it with one.`);
      const source = sources.get(name) ?? httpSource({ name, url }, { ...ground, headersOf: headersFor(rules, name) });
      sources.set(name, source);
      return source;
    },
  });
  const close = closeOnce(async () => {
    await server.close();
    await Promise.all([...sources.values()].map((source) => source.close()));
  });
  return { ...server, close, [Symbol.asyncDispose]: close };
}

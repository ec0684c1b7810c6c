import { buildSubgraphSchema } from "@apollo/subgraph";
import { GraphQLError, parse } from "graphql";
import { pino } from "pino";
import {
  createTokenVerifier,
  InvalidInput,
  startTelemetry,
  systemClock,
  type ChangeFence,
  type Clock,
  type SubgraphRequest,
} from "#platform";
import { createDevelopmentToken } from "../../../gateway/auth/index.js";
import { DEMO_SECRET, settingsSchema, type Settings } from "../../../gateway/config/index.js";
import { inProcessSource } from "../../../gateway/engine/index.js";
import { serveSupergraph } from "../../../gateway/server/index.js";
import { composeSupergraph } from "../../../gateway/supergraph/index.js";

const sdl = `
extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@composeDirective"])
  @link(url: "https://passerelle.dev/cacheControl/v0.1", import: ["@cacheControl"])
  @composeDirective(name: "@cacheControl")
enum CacheControlScope { PUBLIC PRIVATE }
directive @cacheControl(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
type Query {
  posted: Notice @cacheControl(maxAge: 60)
  mine: Notice @cacheControl(maxAge: 60, scope: PRIVATE)
  mirror(text: String = "", list: [Int!]): Mirror!
  systemDown: String
  broken: String
  never: Int!
  sparse: [Mirror]
  wished(status: Int!): String
}
type Mutation { touch(text: String): Mirror! }
type Notice @cacheControl(maxAge: 30) { text: String! run: Int! soon: String @cacheControl(maxAge: 10) }
type Mirror { text: String kind: String! customer: String groups: [String!]! scopes: [String!]! languages: [String!]! list: [Int!] run: Int! }`;

/** What a mirror shows: who asked, as the subgraph was told. */
export interface Reflection {
  readonly text: string;
  readonly kind: string;
  readonly customer: string | null;
  readonly run: number;
}

/** A gateway over one subgraph that answers with what it was asked. */
export interface ServedMirror extends AsyncDisposable {
  readonly url: string;
  /** How often `mirror` and `touch` ran. */
  readonly runs: () => number;
  /** From now on `mirror` waits until it is let go. */
  readonly hold: () => { readonly letGo: () => void };
  /** From now on `mirror` does not wait; those that wait go on waiting. */
  readonly letThrough: () => void;
  /** How many clients wait now. */
  readonly underWay: () => Promise<number>;
  /** Requests whose signal was aborted while `mirror` waited. */
  readonly abandoned: () => number;
  readonly metrics: () => Promise<string>;
  readonly token: (customer: string, groups?: readonly string[], scopes?: readonly string[]) => Promise<string>;
}

/** What may be changed of the gateway. */
export interface MirrorOptions {
  readonly operations?: Partial<Settings["operations"]>;
  readonly server?: Partial<Settings["server"]>;
  readonly answers?: Partial<Settings["cache"]["answers"]>;
  readonly changes?: Pick<ChangeFence, "now" | "stands" | "isCurrent">;
  readonly clock?: Clock;
}

const defaults = settingsSchema.parse({ systems: {}, subgraphs: {} });

/** Serves a mirror on a free port. */
export async function serveMirror({
  operations,
  server,
  answers,
  changes,
  clock = systemClock,
}: MirrorOptions = {}): Promise<ServedMirror> {
  const telemetry = await startTelemetry({ serviceName: "mirror", serviceVersion: "0" });
  const log = pino({ level: "silent" });
  const mirror = createMirror();
  const running = await serveSupergraph({
    telemetry,
    log,
    clock,
    ...(changes && { changes }),
    verifier: createTokenVerifier({ secret: DEMO_SECRET }),
    supergraphSdl: composeSupergraph([{ name: "mirror", sdl }]),
    sourceOf: () => inProcessSource({ name: "mirror", sdl, schema: mirror.schema, createContext: (request) => request }, log),
    settings: { ...defaults.server, port: 0, ...server },
    engine: defaults.engine,
    forwarded: ["authorization", "accept-language", "x-request-id"],
    operations: { ...defaults.operations, ...operations },
    cache: { answers: { ...defaults.cache.answers, ...answers } },
  });
  const metrics = async (): Promise<string> => (await fetch(`${running.url}/metrics`)).text();
  return {
    url: `${running.url}/graphql`,
    runs: mirror.runs,
    hold: mirror.hold,
    letThrough: mirror.letThrough,
    abandoned: mirror.abandoned,
    metrics,
    // Whoever reads the metrics is under way too.
    underWay: async () => Number(/^passerelle_http_requests_under_way\S* (\d+)/m.exec(await metrics())?.[1]) - 1,
    token: (customer, groups = [], scopes = []) => createDevelopmentToken({ customer, groups, scopes, secret: DEMO_SECRET }),
    [Symbol.asyncDispose]: async () => {
      await running.close();
      await telemetry.close();
    },
  };
}

function createMirror() {
  let runs = 0;
  let abandoned = 0;
  let held: Promise<void> | undefined;
  const reflect = async (args: Record<string, unknown>, context: unknown): Promise<Record<string, unknown>> => {
    const request = asked(context);
    runs += 1;
    const run = runs;
    request.signal?.addEventListener("abort", () => (abandoned += 1));
    await held;
    const { viewer, languages } = request;
    return { ...args, ...viewer, customer: viewer.customer ?? null, scopes: [...viewer.scopes], languages, run };
  };
  const notice = () => ({ text: "closed on Mondays", run: (runs += 1), soon: "open again" });
  const resolvers = {
    Query: {
      mirror: (_: unknown, args: Record<string, unknown>, context: unknown) => reflect(args, context),
      systemDown: () => {
        throw new InvalidInput({ field: "glass", problem: "it is clouded", remedy: "wipe it" });
      },
      posted: () => notice(),
      mine: () => notice(),
      broken: () => {
        throw new Error("seven years of bad luck: 4711");
      },
      never: () => null,
      sparse: () => [null, { kind: null }],
      wished: (_: unknown, { status }: { status: number }) => {
        throw new GraphQLError("as wished", { extensions: { code: "WISHED", http: { status } } });
      },
    },
    Mutation: { touch: (_: unknown, args: Record<string, unknown>, context: unknown) => reflect(args, context) },
  };
  const hold = (): { readonly letGo: () => void } => {
    const { promise, resolve } = Promise.withResolvers<void>();
    held = promise;
    return { letGo: resolve };
  };
  const letThrough = (): void => {
    held = undefined;
  };
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl), resolvers });
  return { schema, hold, letThrough, runs: () => runs, abandoned: () => abandoned };
}

// The gateway's own context is the subgraph's; graphql-js does not say so.
const asked = (context: unknown): SubgraphRequest => context as SubgraphRequest;

import { pino } from "pino";
import { startTelemetry } from "#platform";
import { startSimulator, type Merchant, type RunningSimulator } from "#systems";
import { createDevelopmentToken } from "../../../gateway/auth/index.js";
import { checkSettings, DEMO_SECRET, readEnvironment } from "../../../gateway/config/index.js";
import { startGateway } from "../../../gateway/server/index.js";
import { akeneoSimulator } from "../../../subgraphs/systems/akeneo/index.js";
import { queryOver, type Query } from "../../support/query.js";

/** A connector with its settings, as a settings file has them. */
export interface SystemSettings {
  readonly connector: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly changes?: Readonly<Record<string, unknown>>;
}

/** The parts of a settings file that say what the graph stands on; the PIM is added. */
export interface GraphSettings {
  readonly systems: Readonly<Record<string, SystemSettings>>;
  readonly subgraphs: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Whether what the systems say is kept until they tell of a change; each query asks them when absent. */
  readonly isCached?: boolean;
}

/** For whom a token speaks. */
export interface TokenBearer {
  readonly customer?: string;
  readonly groups?: readonly string[];
  readonly scopes?: readonly string[];
}

/** A gateway whose product content comes from a simulated PIM and everything else from where its settings say. */
export interface Graph extends AsyncDisposable {
  /** Where GraphQL is asked. */
  readonly url: string;
  readonly pim: RunningSimulator;
  readonly query: Query;
  readonly token: (bearer: TokenBearer) => Promise<string>;
}

// Two cores run the gateway, a real vendor's server and the test: the deadline of a request has tests of its own.
const requestTimeoutMs = 30_000;

/** Starts a PIM with this catalogue and a gateway over it and the given systems, on free ports, gone when disposed of. */
export async function startGraph(catalogue: Merchant, { systems, subgraphs, isCached = false }: GraphSettings): Promise<Graph> {
  await using building = new AsyncDisposableStack();
  const pim = building.use(await startSimulator(akeneoSimulator, { merchant: catalogue }));
  const telemetry = await startTelemetry({ serviceName: "passerelle-test", serviceVersion: "0", otlpEndpoint: undefined });
  building.defer(() => telemetry.close());
  const raw = {
    server: { requestTimeoutMs },
    cache: { entities: { enabled: isCached } },
    auth: { secret: DEMO_SECRET },
    systems: { ...systems, pim: { connector: "akeneo", settings: { ...pim.credentials, locales: ["en-GB", "fr-FR"] } } },
    subgraphs: { ...subgraphs, pim: { system: "pim", locales: ["en-GB", "fr-FR"] } },
  };
  const settings = checkSettings(raw, { source: "the test", environment: readEnvironment({ PORT: "0" }) });
  const gateway = building.use(await startGateway({ settings, telemetry, log: pino({ level: "silent" }) }));
  const owned = building.move();
  const url = `${gateway.url}/graphql`;
  return {
    url,
    pim,
    query: queryOver(url),
    token: (bearer) => createDevelopmentToken({ ...bearer, secret: DEMO_SECRET }),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

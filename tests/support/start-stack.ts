import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino, type Logger } from "pino";
import { generateMerchant, startDemoSystems, type Merchant, type RunningSimulator } from "#systems";
import { startTelemetry, systemClock, type Clock } from "#platform";
import { createDevelopmentToken } from "../../gateway/auth/index.js";
import { checkSettings, DEMO_SECRET, demoSettings, readEnvironment, type Settings } from "../../gateway/config/index.js";
import { startGateway, startSubgraph, type RunningGateway } from "../../gateway/server/index.js";
import { queryOver, type Query } from "./query.js";

/** What a stack is started with. */
export interface StackOptions {
  /** Subgraphs that run alone over HTTP instead of in the gateway's process. */
  readonly overHttp?: readonly ("pim" | "erp" | "crm" | "shop" | "orders")[];
  /** What is kept of what was read; nothing when absent, so that every query asks the systems. */
  readonly cache?: Partial<Settings["cache"]["entities"]>;
  /** Changes the demo's settings before they are used. */
  readonly change?: (settings: Settings) => Settings;
  readonly merchant?: Merchant;
  readonly clock?: Clock;
  readonly log?: Logger;
  readonly otlpEndpoint?: string;
  /** Systems of another stack to stand on; systems of its own when absent. */
  readonly systems?: Stack["systems"];
  /** Puts something between the gateway and a subgraph over HTTP: gets its address, gives the one that the gateway is told. */
  readonly between?: (subgraph: string, address: string) => Promise<string>;
}

/** A gateway over simulated systems, all on free ports of this machine, gone when disposed of. */
export interface Stack extends AsyncDisposable {
  readonly gateway: RunningGateway;
  readonly url: string;
  readonly merchant: Merchant;
  readonly systems: Readonly<Record<"erp" | "pim" | "crm" | "shop", RunningSimulator>>;
  /** Sends one GraphQL request and reads the answer as it came. */
  readonly query: Query;
  /** A bearer token of a customer, or of staff with scopes. */
  readonly token: (who: {
    readonly customer?: string;
    readonly scopes?: readonly string[];
    readonly expiresIn?: string;
  }) => Promise<string>;
}

/** A small merchant: enough of everything, quick to seed. */
export function smallMerchant(): Merchant {
  return generateMerchant({ products: 150, customers: 40 });
}

/** Starts simulators, subgraphs and the gateway in this process, with real HTTP between all that speak HTTP in production. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  await using building = new AsyncDisposableStack();
  const merchant = options.merchant ?? smallMerchant();
  const systems = options.systems ?? building.use(await startDemoSystems({ merchant })).systems;
  const telemetry = await startTelemetry({ serviceName: "passerelle-test", serviceVersion: "0", otlpEndpoint: options.otlpEndpoint });
  building.defer(() => telemetry.close());
  const ground = { telemetry, log: options.log ?? pino({ level: "silent" }), clock: options.clock ?? systemClock };
  const dataDir = await mkdtemp(join(tmpdir(), "passerelle-stack-"));
  building.defer(() => rm(dataDir, { recursive: true, force: true }));
  const settings = settingsOf(systems, dataDir, options);
  const split = await splitSubgraphs(settings, options, { ground, building });
  const gateway = building.use(await startGateway({ settings: split, ...ground }));
  const owned = building.move();
  return {
    gateway,
    url: gateway.url,
    merchant,
    systems,
    query: queryOver(`${gateway.url}/graphql`),
    token: (who) => createDevelopmentToken({ ...who, secret: DEMO_SECRET }),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function settingsOf(systems: Stack["systems"], dataDir: string, { cache, change }: StackOptions): Settings {
  const environment = readEnvironment({ PORT: "0", DATA_DIR: dataDir });
  const settings = withoutPolling(checkSettings(demoSettings(systems), { source: "the test", environment }));
  const entities = { ...settings.cache.entities, enabled: cache !== undefined, ...cache };
  const cached = { ...settings, cache: { ...settings.cache, entities } };
  return change ? change(cached) : cached;
}

// Systems are asked only for what a test asks for; a test of polling switches it on.
function withoutPolling(settings: Settings): Settings {
  const systems = Object.entries(settings.systems).map(([name, system]): [string, typeof system] => [
    name,
    { ...system, changes: { poll: false, compareEvery: false } },
  ]);
  return { ...settings, systems: Object.fromEntries(systems) };
}

interface Building {
  readonly ground: Omit<Parameters<typeof startGateway>[0], "settings">;
  readonly building: AsyncDisposableStack;
}

async function splitSubgraphs(
  settings: Settings,
  { overHttp = [], between }: StackOptions,
  { ground, building }: Building,
): Promise<Settings> {
  const subgraphs = { ...settings.subgraphs };
  for (const name of overHttp) {
    const { url } = building.use(await startSubgraph(name, { settings, ...ground }));
    const address = `${url}/graphql`;
    Object.assign(subgraphs, { [name]: { ...subgraphs[name], url: (await between?.(name, address)) ?? address } });
  }
  return { ...settings, subgraphs };
}

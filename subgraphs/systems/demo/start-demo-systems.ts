import { join } from "node:path";
import { akeneoSimulator } from "../akeneo/index.js";
import { hubspotSimulator } from "../hubspot/index.js";
import { generateMerchant } from "../merchant/generate-merchant.js";
import type { Merchant } from "../merchant/merchant.js";
import { odooSimulator } from "../odoo/index.js";
import { shopifySimulator } from "../shopify/index.js";
import type { RunningSimulator, SimulatorDefinition, SimulatorOptions } from "../simulator/simulator.js";
import { startSimulator } from "../simulator/start-simulator.js";
import type { DemoSystemName } from "./demo-system.js";

/** How to start the demo's systems. */
export interface DemoSystemsOptions {
  /** Each system keeps its state in a folder of its name in here; absent keeps it in memory. */
  readonly dataDir?: string;
  /** Any free port where absent. */
  readonly ports?: Partial<Record<DemoSystemName, number>>;
  /** The demo merchant of seed 1 by default. Not asked for by systems that have state in `dataDir` already. */
  readonly merchant?: Merchant | (() => Merchant);
  readonly now?: () => Date;
}

/** The demo's systems, listening. */
export interface DemoSystems extends AsyncDisposable {
  readonly systems: Readonly<Record<DemoSystemName, RunningSimulator>>;
  readonly close: () => Promise<void>;
}

const definitions: Readonly<Record<DemoSystemName, SimulatorDefinition>> = {
  erp: odooSimulator,
  pim: akeneoSimulator,
  crm: hubspotSimulator,
  shop: shopifySimulator,
};

/** Starts all four systems of the demo merchant, or none: when one cannot start, the others are closed again. */
export async function startDemoSystems(options: DemoSystemsOptions = {}): Promise<DemoSystems> {
  const { now = () => new Date(), merchant = () => generateMerchant({ now: now() }) } = options;
  const shared = { ...options, merchant: typeof merchant === "function" ? lazily(merchant) : merchant };
  const start = (name: DemoSystemName): Promise<RunningSimulator> => startSimulator(definitions[name], optionsOf(name, shared));
  const starts = [start("erp"), start("pim"), start("crm"), start("shop")] as const;
  const close = async (): Promise<void> => {
    const settled = await Promise.allSettled(starts);
    await Promise.all(settled.flatMap((started) => (started.status === "fulfilled" ? [started.value.close()] : [])));
  };
  try {
    const [erp, pim, crm, shop] = await Promise.all(starts);
    return { systems: { erp, pim, crm, shop }, close, [Symbol.asyncDispose]: close };
  } catch (cause) {
    await close();
    throw cause;
  }
}

function optionsOf(name: DemoSystemName, options: DemoSystemsOptions & Pick<SimulatorOptions, "merchant">): SimulatorOptions {
  const { dataDir, ports, merchant, now } = options;
  return {
    merchant,
    port: ports?.[name] ?? 0,
    ...(dataDir === undefined ? {} : { dataDir: join(dataDir, name) }),
    ...(now === undefined ? {} : { now }),
  };
}

/** Makes the value when it is first asked for, and never again. */
function lazily<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

import { join } from "node:path";
import {
  checkSettings,
  DEMO_SECRET,
  demoSettings,
  findSettingsFile,
  loadSettings,
  WrongSettings,
  type DemoDescriptions,
  type Environment,
  type Settings,
} from "../config/index.js";
import { startDemoProcess } from "./demo-process.js";
import type { Running } from "./run-until-signal.js";

/** The settings to run with, and the demo's systems where there is no settings file. */
export interface Chosen {
  readonly settings: Settings;
  readonly isDemo: boolean;
  /** None without the demo. */
  readonly demoSystems: Partial<DemoDescriptions>;
  /** What must be closed after the gateway. */
  readonly running: readonly Running[];
}

/** Settings from the file that is named or found; without one, the demo merchant with its systems started. Throws `WrongSettings`. */
export async function demoOrSettings(named: string | undefined, environment: Environment): Promise<Chosen> {
  const file = findSettingsFile(named, environment);
  if (file !== undefined) return { settings: loadSettings(file, environment), isDemo: false, demoSystems: {}, running: [] };
  const demo = await startDemoProcess(join(environment.dataDir, "systems"));
  try {
    const settings = checkSettings(demoSettings(demo.systems), { source: "the demo", environment });
    refuseBeyondLoopback(settings);
    return { settings, isDemo: true, demoSystems: demo.systems, running: [demo] };
  } catch (error) {
    await demo.close();
    throw error;
  }
}

// Everybody knows the demo's key: with it, whoever reaches the gateway could be any customer.
function refuseBeyondLoopback({ server, auth }: Settings): void {
  const isLoopback = ["127.0.0.1", "localhost", "::1"].includes(server.host);
  if (isLoopback || auth.secret !== DEMO_SECRET) return;
  const problem = `the demo answers on loopback only, not on ${server.host}; write a settings file with a key of your own`;
  throw new WrongSettings({ source: "the environment", problems: [{ path: "HOST", problem }] });
}

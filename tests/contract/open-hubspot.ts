import { pino } from "pino";
import { openSystem, type Call, type Ports } from "#sdk";
import { generateMerchant, startSimulator, type Merchant, type RunningSimulator } from "#systems";
import hubspot from "../../subgraphs/connectors/hubspot/index.js";
import { hubspotSimulator } from "../../subgraphs/systems/hubspot/index.js";

/** A HubSpot account with the demo merchant's customers, and the connector joined to it. */
export interface OpenHubspot extends AsyncDisposable {
  readonly merchant: Merchant;
  readonly account: RunningSimulator;
  readonly ports: Pick<Ports, "customers" | "interactions">;
  readonly call: Call;
  /** Sends a request as a clerk's tool would, with the account's own token. */
  readonly asClerk: (method: string, path: string, body: unknown) => Promise<unknown>;
}

/** Starts an account whose limits are out of the way, and connects to it. */
export async function openHubspot(merchant: Merchant = generateMerchant()): Promise<OpenHubspot> {
  const account = await startSimulator(hubspotSimulator, { merchant });
  liftLimits(account);
  const system = openSystem({ name: "crm", connector: hubspot, rawSettings: account.credentials, log: pino({ level: "silent" }) });
  const { customers, interactions } = system.ports;
  if (customers === undefined || interactions === undefined) throw new Error("The connector does not give its ports.");
  return {
    merchant,
    account,
    ports: { customers, interactions },
    call: {},
    asClerk: async (method, path, body) => {
      const headers = { authorization: `Bearer ${account.credentials["accessToken"]}`, "content-type": "application/json" };
      const response = await fetch(account.url + path, { method, headers, body: JSON.stringify(body) });
      if (!response.ok) throw new Error(`HubSpot refused ${method} ${path} with ${response.status}`);
      return response.json();
    },
    [Symbol.asyncDispose]: async () => {
      await system.close();
      await account.close();
    },
  };
}

/** Lets the account be asked as fast as a test can; its limits have tests of their own. */
export function liftLimits({ store }: RunningSimulator): void {
  const accounts = store.collection<object>("account");
  accounts.put("account", { ...accounts.get("account"), requestsPerTenSeconds: 1_000_000, searchesPerSecond: 1_000_000 });
}

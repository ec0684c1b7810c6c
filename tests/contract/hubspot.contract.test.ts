import { generateMerchant, startSimulator } from "#systems";
import hubspot from "../../subgraphs/connectors/hubspot/index.js";
import { describeConnector, type ContractWorld } from "../../subgraphs/connectors/sdk/contract-suite/index.js";
import { hubspotSimulator } from "../../subgraphs/systems/hubspot/index.js";
import { liftLimits } from "./open-hubspot.js";

/** HubSpot's batch size: a circuit that closes again lets one request through first, so that one read has to be one request. */
const inOneBatch = 100;

describeConnector(hubspot, {
  start: async (): Promise<ContractWorld> => {
    const merchant = generateMerchant();
    const account = await startSimulator(hubspotSimulator, { merchant });
    // The suite's clock does not wait, so that the account's limits would only measure the machine.
    liftLimits(account);
    return {
      settings: account.credentials,
      known: { skus: [], unknownSku: "NO-SUCH-SKU", customers: merchant.customers.slice(0, inOneBatch).map(({ number }) => number) },
      faults: account.faults,
      calls: account.calls,
      [Symbol.asyncDispose]: () => account.close(),
    };
  },
  // Contacts, their associations, companies; and contacts, then associations and records of five kinds of engagement.
  callsPerBatch: { "customers.customers": 3, "interactions.interactionsOf": 11 },
});

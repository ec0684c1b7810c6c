import { describe } from "vitest";
import { describeConnector } from "../../../subgraphs/connectors/sdk/contract-suite/index.js";
import tryton from "../../../subgraphs/connectors/tryton/index.js";
import merchant from "./merchant.json" with { type: "json" };
import { startTryton, trytonMissing } from "./start-tryton.js";
import { trytonContractClerk } from "./tryton-contract-clerk.js";

const publicThresholds = new Set(
  merchant.priceLists
    .filter(({ name }) => name === merchant.defaultPriceList)
    .flatMap(({ lines }) => lines.flatMap(({ quantity }) => quantity ?? [])),
);

describe.skipIf(trytonMissing())("on a real Tryton 6.0", () => {
  describeConnector(tryton, {
    // Tryton computes quantities for one warehouse and prices for one quantity at a time, see the connector's quirks.
    callsPerBatch: { "stock.stockOf": merchant.warehouses.length + 1, "prices.schedules": publicThresholds.size + 2 },
    start: async () => {
      const server = await startTryton();
      const { url, database, user, password } = server;
      const settings = { url, database, user, password };
      return {
        settings,
        wrongCredentials: { ...settings, password: "not-the-password" },
        known: {
          skus: merchant.products.map(({ sku }) => sku),
          unknownSku: "NO-SUCH-THING",
          customers: merchant.customers.map(({ number }) => number),
          orders: ["1", "2", "3", "4", "5", "6"],
        },
        clerk: await trytonContractClerk(server),
        [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
      };
    },
  });
});

import { describe } from "vitest";
import { describeConnector } from "../../../subgraphs/connectors/sdk/contract-suite/index.js";
import vendure from "../../../subgraphs/connectors/vendure/index.js";
import { startVendure, vendureMissing } from "./start-vendure.js";

describe.skipIf(vendureMissing())("on a real Vendure 3.7", () => {
  describeConnector(vendure, {
    start: async () => {
      const server = await startVendure();
      const { user, password } = server.reader;
      const settings = { url: new URL("/", server.adminUrl).href, user, password, customerNumberField: "customerNumber" };
      return {
        settings,
        wrongCredentials: { ...settings, password: "not-the-password" },
        known: {
          skus: server.skus,
          unknownSku: "NO-SUCH-THING",
          customers: server.customers.map(({ number }) => number),
          orders: [server.order.code],
          carts: [server.cart.code],
        },
        [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
      };
    },
  });
});

import { generateMerchant, startSimulator } from "#systems";
import odoo from "../../subgraphs/connectors/odoo/index.js";
import { describeConnector, type ContractWorld } from "../../subgraphs/connectors/sdk/contract-suite/index.js";
import { odooSimulator } from "../../subgraphs/systems/odoo/index.js";

const locations = { shopWarehouses: ["SH-PAR", "SH-LON"] };

describeConnector(odoo, {
  start: async (): Promise<ContractWorld> => {
    const merchant = generateMerchant({ products: 400 });
    const server = await startSimulator(odooSimulator, { merchant });
    return {
      settings: { ...server.credentials, ...locations },
      known: {
        skus: merchant.products.filter(({ isEnabled }) => isEnabled).slice(0, 300).map(({ sku }) => sku),
        unknownSku: "NO-SUCH-SKU",
        customers: merchant.customers.map(({ number }) => number),
        orders: merchant.orders.map(({ number }) => number),
      },
      faults: server.faults,
      calls: server.calls,
      [Symbol.asyncDispose]: () => server.close(),
    };
  },
  // What lies in the warehouse and what is on its way; products and rules.
  callsPerBatch: { "stock.stockOf": 2, "prices.schedules": 2 },
});

import { generateMerchant, startSimulator, type Merchant } from "#systems";
import odoo from "../../subgraphs/connectors/odoo/index.js";
import { describeConnector, type ContractWorld } from "../../subgraphs/connectors/sdk/contract-suite/index.js";
import { odooSimulator } from "../../subgraphs/systems/odoo/index.js";
import { odooContractClerk } from "./odoo-clerk.js";

/** A few dozen products, some of them made from others. */
function storefrontSkus({ products, billsOfMaterials }: Merchant): string[] {
  const made = billsOfMaterials.map(({ sku }) => sku);
  const enabled = products.filter(({ isEnabled }) => isEnabled).map(({ sku }) => sku);
  return [...new Set([...enabled.filter((sku) => made.includes(sku)), ...enabled])].slice(0, 60);
}

describeConnector(odoo, {
  start: async (): Promise<ContractWorld> => {
    const merchant = generateMerchant({ products: 400 });
    const shopWarehouses = merchant.locations.filter(({ kind }) => kind === "SHOP").map(({ code }) => code);
    const server = await startSimulator(odooSimulator, { merchant });
    return {
      settings: { ...server.credentials, shopWarehouses },
      known: {
        skus: storefrontSkus(merchant),
        unknownSku: "NO-SUCH-SKU",
        customers: merchant.customers.slice(0, 60).map(({ number }) => number),
        orders: merchant.orders.slice(-120).map(({ number }) => number),
      },
      clerk: odooContractClerk(server, merchant),
      faults: server.faults,
      calls: server.calls,
      [Symbol.asyncDispose]: () => server.close(),
    };
  },
  // What lies in the warehouse and what is on its way; products and rules.
  callsPerBatch: { "stock.stockOf": 2, "prices.schedules": 2 },
});

import { generateMerchant, startSimulator } from "#systems";
import shopify from "../../subgraphs/connectors/shopify/index.js";
import { describeConnector } from "../../subgraphs/connectors/sdk/contract-suite/index.js";
import { shopifySimulator } from "../../subgraphs/systems/shopify/index.js";
import { shopifySettingsOf } from "./open-shopify.js";

describeConnector(shopify, {
  start: async () => {
    const merchant = generateMerchant({ products: 300, customers: 60 });
    const shop = await startSimulator(shopifySimulator, { merchant });
    return {
      settings: shopifySettingsOf(shop),
      known: {
        // One batch: a circuit that is half open lets one request through, and a second batch would be turned away.
        skus: merchant.products.slice(0, 60).map(({ sku }) => sku),
        unknownSku: "NO-SUCH-SKU",
        carts: merchant.carts.map(({ id }) => id),
      },
      faults: shop.faults,
      calls: shop.calls,
      [Symbol.asyncDispose]: () => shop.close(),
    };
  },
});

import { describeConnector } from "./index.js";
import { tinyConnector } from "../testing/tiny-connector.js";
import { startTinyVendor } from "../testing/tiny-vendor.js";

// The suite held against a connector that keeps the contract, through the suite's own proxy.
describeConnector(tinyConnector, {
  start: async () => {
    const vendor = await startTinyVendor("key-1");
    return {
      settings: { url: vendor.url, apiKey: "key-1" },
      known: { skus: ["A", "B", "C", "D"], unknownSku: "NO-SUCH", customers: ["1", "2"] },
      [Symbol.asyncDispose]: () => vendor[Symbol.asyncDispose](),
    };
  },
});

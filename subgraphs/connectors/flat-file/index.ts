import { defineConnector } from "#sdk";
import { flatFilePrices } from "./prices.js";
import { flatFileSettings } from "./settings.js";
import { flatFileStock } from "./stock.js";

/** A system that can only write files: what they told last is kept here and read from here. */
export default defineConnector({
  name: "flat-file",
  title: "Flat files",
  versions: "CSV (RFC 4180) and fixed width",
  docs: "https://www.rfc-editor.org/rfc/rfc4180",
  settings: flatFileSettings,
  ports: ["stock", "prices"],
  // Nobody is ever asked: the values are in our own database.
  baseUrl: () => "http://localhost",
  limits: () => ({ perSecond: 1_000, concurrency: 10 }),
  quirks: [
    {
      title: "What no file has told is unknown",
      why: "A file adds to what was told before it; a product that is missing from it keeps its values.",
    },
  ],
  connect: (context) => ({ stock: flatFileStock(context), prices: flatFilePrices(context) }),
});

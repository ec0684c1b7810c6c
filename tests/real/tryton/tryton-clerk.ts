import { z } from "zod";
import type { RunningTryton } from "./start-tryton.js";
import { trytonDecimal, TrytonRpc } from "./tryton-rpc.js";

/** A product, a warehouse and the stock that a clerk counts there. */
export interface CountedStock {
  readonly sku: string;
  /** Code of the warehouse. */
  readonly location: string;
  readonly quantity: number;
}

/** What the merchant's people do in Tryton by hand, done through Tryton's own API. */
export interface TrytonClerk {
  /** Counts a product in the storage zone of a warehouse: an inventory that is entered and confirmed. */
  readonly adjustStock: (counted: CountedStock) => Promise<void>;
  /** Gives a product another list price, per unit, as a decimal string. */
  readonly setListPrice: (sku: string, price: string) => Promise<void>;
  /** The clerk's own session, for what a single test needs. */
  readonly rpc: TrytonRpc;
}

/** Logs a clerk in. */
export async function trytonClerk(server: RunningTryton): Promise<TrytonClerk> {
  const rpc = await TrytonRpc.login({ ...server, user: server.admin });
  return {
    rpc,
    adjustStock: (counted) => count(rpc, counted),
    setListPrice: (sku, price) => setListPrice(rpc, sku, price),
  };
}

async function count(rpc: TrytonRpc, { sku, location, quantity }: CountedStock): Promise<void> {
  const product = await rpc.idOf("product.product", [["code", "=", sku]]);
  const [warehouse] = await rpc.find(
    "stock.location",
    [
      ["type", "=", "warehouse"],
      ["code", "=", location],
    ],
    ["storage_location"],
  );
  if (warehouse === undefined) throw new Error(`Tryton has no warehouse ${location}`);
  const zone = z.number().parse(warehouse["storage_location"]);
  const inventory = await rpc.create("stock.inventory", { location: zone, lines: [["create", [{ product, quantity }]]] });
  await rpc.call("stock.inventory.confirm", [[inventory]]);
}

async function setListPrice(rpc: TrytonRpc, sku: string, price: string): Promise<void> {
  const [product] = await rpc.find("product.product", [["code", "=", sku]], ["template"]);
  if (product === undefined) throw new Error(`Tryton has no product ${sku}`);
  const template = z.number().parse(product["template"]);
  await rpc.call("product.template.write", [[template], { list_price: trytonDecimal(price) }]);
}

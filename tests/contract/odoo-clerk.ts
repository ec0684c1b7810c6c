import { z } from "zod";
import type { Merchant, RunningSimulator } from "#systems";
import type { ContractClerk } from "../../subgraphs/connectors/sdk/contract-suite/index.js";

/** Calls a method of a model, for example `sale.order.create`; throws with the Python exception's name. */
export type OdooCall = (operation: string, args: readonly unknown[], keywords?: Readonly<Record<string, unknown>>) => Promise<unknown>;

const answerShape = z.object({
  result: z.unknown().optional(),
  error: z.object({ data: z.object({ name: z.string(), message: z.string() }) }).optional(),
});

/** Logs a clerk's tool in. */
export async function odooClerk(server: Pick<RunningSimulator, "url" | "credentials">): Promise<OdooCall> {
  const { database, username, password } = server.credentials;
  const rpc = async (service: string, method: string, args: readonly unknown[]): Promise<unknown> => {
    const body = JSON.stringify({ jsonrpc: "2.0", method: "call", id: 1, params: { service, method, args } });
    const response = await fetch(`${server.url}/jsonrpc`, { method: "POST", headers: { "content-type": "application/json" }, body });
    const { result, error } = answerShape.parse(await response.json());
    if (error !== undefined) throw new Error(`${error.data.name}: ${error.data.message}`);
    return result;
  };
  const uid = await rpc("common", "authenticate", [database, username, password, {}]);
  return (operation, args, keywords = {}) => {
    const [, model, method] = /^(.*)[.](\w+)$/.exec(operation) ?? [];
    return rpc("object", "execute_kw", [database, uid, password, model, method, args, keywords]);
  };
}

/** The first id that a search answered. */
export function firstId(ids: unknown): number {
  const [first] = z.array(z.number()).parse(ids);
  if (first === undefined) throw new Error("The search found nothing.");
  return first;
}

/** Counts a product in one of the places where it lies, as a clerk does who applies an inventory. */
export async function countStock(clerk: OdooCall, sku: string, quantity: number): Promise<void> {
  const domain = [
    ["product_id.default_code", "=", sku],
    ["location_id.usage", "=", "internal"],
  ];
  const quant = firstId(await clerk("stock.quant.search", [domain], { limit: 1 }));
  await clerk("stock.quant.write", [[quant], { inventory_quantity: quantity }]);
  await clerk("stock.quant.action_apply_inventory", [[quant]]);
}

/** Who changes an Odoo's records for the contract suite. */
export function odooContractClerk(server: RunningSimulator, merchant: Merchant): ContractClerk {
  const clerk = odooClerk(server);
  const skuOf = (turn: number): string => pick(merchant.products, turn).sku;
  const templateOf = async (sku: string): Promise<number> => {
    const products = await (await clerk)("product.product.search_read", [[["default_code", "=", sku]]], { fields: ["product_tmpl_id"] });
    const [product] = z.array(z.object({ product_tmpl_id: z.tuple([z.number(), z.string()]) })).parse(products);
    if (product === undefined) throw new Error(`Odoo has no product ${sku}`);
    return product.product_tmpl_id[0];
  };
  return {
    changes: {
      "stock.changed": async (turn) => {
        await countStock(await clerk, skuOf(turn), 700 + turn);
        return skuOf(turn);
      },
      "price.changed": async (turn) => {
        await (
          await clerk
        )("product.template.write", [[await templateOf(skuOf(turn))], { list_price: 70 + turn }]);
        return skuOf(turn);
      },
      "customer.changed": async (turn) => {
        const { number } = pick(merchant.customers, turn);
        const partner = firstId(await (await clerk)("res.partner.search", [[["ref", "=", number]]]));
        await (
          await clerk
        )("res.partner.write", [[partner], { phone: `+49 30 ${turn}` }]);
        return number;
      },
      "order.changed": async (turn) => {
        const { number } = pick(merchant.orders, turn);
        const order = firstId(await (await clerk)("sale.order.search", [[["name", "=", number]]]));
        await (
          await clerk
        )("sale.order.write", [[order], { client_order_ref: `turn ${turn}` }]);
        return number;
      },
    },
    late: { "stock.changed": async (ageMs) => countLate(server, { sku: skuOf(10), ageMs }) },
  };
}

function pick<Item>(items: readonly Item[], turn: number): Item {
  const item = items[Math.floor(turn / 2) + 1];
  if (item === undefined) throw new Error("The merchant has too few records.");
  return item;
}

interface StoredQuant extends Readonly<Record<string, unknown>> {
  readonly id: number;
  readonly product_id: number;
}

// The simulator answers one request after another: what a long transaction leaves behind is put into its store.
function countLate(server: RunningSimulator, { sku, ageMs }: { sku: string; ageMs: number }): string {
  const products = server.store.collection<{ id: number; default_code: string }>("product.product");
  const product = products.find(({ default_code }) => default_code === sku);
  const quants = server.store.collection<StoredQuant>("stock.quant");
  const quant = quants.find(({ product_id }) => product_id === product?.id);
  if (quant === undefined) throw new Error(`Odoo has no quant of ${sku}`);
  const stamp = new Date(Date.now() - ageMs).toISOString().slice(0, 19).replace("T", " ");
  quants.put(quant.id, { ...quant, quantity: 4_321, write_date: stamp });
  return sku;
}

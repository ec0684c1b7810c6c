import type { Systems } from "#bench/storefront/start-systems";

/** The ERP as somebody else at the merchant uses it, by Odoo's external API (https://www.odoo.com/documentation/18.0/developer/reference/external_api.html). */
export interface ErpClient {
  /** The place in the ERP where some of a product lies. */
  readonly quantOf: (sku: string) => Promise<Quant>;
  /** The ERP's own id of a product. */
  readonly productOf: (sku: string) => Promise<number>;
  /** Counts the stock of a place anew; the ERP books the difference. */
  readonly recount: (quant: Quant, quantity: number) => Promise<void>;
  /** How much of a product can be sold, over all places. */
  readonly availableOf: (sku: string) => Promise<number>;
  /** How many calls this client has made so far. */
  readonly made: () => number;
  /** How many calls have reached the ERP since the last reset, by operation, this client's included. */
  readonly calls: () => Promise<Readonly<Record<string, number>>>;
  readonly resetCalls: () => Promise<void>;
}

/** Some of a product in one place. */
export interface Quant {
  readonly id: number;
  readonly sku: string;
  readonly quantity: number;
}

/** Logs in. */
export async function openErp({ url, credentials }: Systems["erp"]): Promise<ErpClient> {
  const { database, username, password } = credentials;
  let made = 0;
  const call = async (service: string, method: string, args: readonly unknown[]) => {
    made += 1;
    const body = JSON.stringify({ jsonrpc: "2.0", method: "call", id: made, params: { service, method, args } });
    const response = await fetch(`${url}/jsonrpc`, { method: "POST", headers: { "content-type": "application/json" }, body });
    const { result, error } = JSON.parse(await response.text());
    if (error !== undefined) throw new Error(`The ERP refuses ${method}: ${JSON.stringify(error).slice(0, 300)}`);
    return result;
  };
  const uid: unknown = await call("common", "authenticate", [database, username, password, {}]);
  const execute = (model: string, method: string, args: readonly unknown[], keywords: object = {}) =>
    call("object", "execute_kw", [database, uid, password, model, method, args, keywords]);
  const quantsOf = (sku: string) => {
    const domain = [
      ["product_id.default_code", "=", sku],
      ["location_id.usage", "=", "internal"],
    ];
    return execute("stock.quant", "search_read", [domain], { fields: ["quantity", "reserved_quantity"] });
  };
  return {
    quantOf: async (sku) => {
      const [quant] = await quantsOf(sku);
      if (quant === undefined) throw new Error(`The ERP has no stock of ${sku}.`);
      return { id: quant.id, sku, quantity: quant.quantity };
    },
    productOf: async (sku) => {
      const [id] = await execute("product.product", "search", [[["default_code", "=", sku]]], { limit: 1 });
      if (id === undefined) throw new Error(`The ERP has no product ${sku}.`);
      return id;
    },
    recount: async ({ id }, quantity) => {
      await execute("stock.quant", "write", [[id], { inventory_quantity: quantity }]);
      await execute("stock.quant", "action_apply_inventory", [[id]]);
    },
    availableOf: async (sku) => {
      const quants: readonly { quantity: number; reserved_quantity: number }[] = await quantsOf(sku);
      return quants.reduce((sum, { quantity, reserved_quantity }) => sum + quantity - reserved_quantity, 0);
    },
    made: () => made,
    calls: async () => JSON.parse(await (await fetch(`${url}/_calls`)).text()).operations,
    resetCalls: async () => {
      made = 0;
      await fetch(`${url}/_calls`, { method: "DELETE" });
    },
  };
}

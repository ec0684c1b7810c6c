import { z } from "zod";
import { emptyMerchant, startSimulator, type Merchant, type RunningSimulator } from "../../index.js";
import { odooSimulator } from "../index.js";

const text = (value: string) => ({ "en-GB": value, "fr-FR": value });
const product = (sku: string, category: string, listPrice: string) => ({
  sku,
  family: "f",
  categories: [category],
  brand: "b",
  name: text(`Name of ${sku}`),
  description: text(""),
  attributes: {},
  media: [],
  weightKg: 1,
  barcode: `1${sku}`,
  listPrice,
  cost: "5",
  tax: "VAT20",
  unit: "PIECE" as const,
  isEnabled: sku !== "OLD",
  updatedAt: "2026-01-01T00:00:00Z",
});

const merchant: Merchant = {
  ...emptyMerchant,
  taxes: [{ code: "VAT20", name: "VAT 20 %", rate: "20" }],
  categories: [
    { code: "all", label: text("All") },
    { code: "desks", parent: "all", label: text("Desks") },
    { code: "lamps", parent: "all", label: text("Lamps") },
  ],
  products: [product("DESK", "desks", "100"), product("LAMP", "lamps", "20"), product("OLD", "lamps", "1")],
  locations: [
    { code: "NORTH", name: "North", kind: "WAREHOUSE", city: "York", country: "GB" },
    { code: "SOUTH", name: "South", kind: "SHOP", city: "Dover", country: "GB" },
  ],
  stock: [
    { sku: "DESK", location: "NORTH", onHand: 5, reserved: 1 },
    { sku: "DESK", location: "SOUTH", onHand: 2, reserved: 0 },
    { sku: "LAMP", location: "NORTH", onHand: 1, reserved: 0 },
  ],
  priceLists: [
    {
      code: "P",
      name: "Public",
      kind: "PUBLIC",
      currency: "EUR",
      rules: [{ scope: "ALL", minimumQuantity: 0, compute: { kind: "PERCENTAGE", discount: "10" } }],
    },
  ],
};

/** Calls a method of a model, for example `sale.order.create`. */
export type Execute = (operation: string, args: readonly unknown[], keywords?: Readonly<Record<string, unknown>>) => Promise<unknown>;

/** A small Odoo with a clock that a test turns. */
export interface Server extends AsyncDisposable {
  readonly odoo: RunningSimulator;
  readonly clock: { now: Date };
  readonly post: (body: string) => Promise<{ readonly status: number; readonly type: string; readonly body: string }>;
  /** The result, or the name of the Python exception and its message. */
  readonly execute: Execute;
}

const answerShape = z.object({
  result: z.unknown().optional(),
  error: z.object({ data: z.object({ name: z.string(), message: z.string() }) }).optional(),
});

/** Starts a server with two warehouses, two products and one that is archived. */
export async function startOdoo(): Promise<Server> {
  const clock = { now: new Date("2026-03-01T10:00:00Z") };
  const odoo = await startSimulator(odooSimulator, { merchant, now: () => clock.now });
  const post: Server["post"] = async (body) => {
    const response = await fetch(`${odoo.url}/jsonrpc`, { method: "POST", headers: { "content-type": "application/json" }, body });
    return { status: response.status, type: response.headers.get("content-type") ?? "", body: await response.text() };
  };
  const execute: Execute = async (operation, args, keywords = {}) => {
    const [, model, method] = /^(.*)[.](\w+)$/.exec(operation) ?? [];
    const params = { service: "object", method: "execute_kw", args: ["demo", 2, "admin", model, method, args, keywords] };
    const { result, error } = answerShape.parse(JSON.parse((await post(JSON.stringify({ jsonrpc: "2.0", id: 1, params }))).body));
    return error === undefined ? result : `${error.data.name}: ${error.data.message}`;
  };
  return { odoo, clock, post, execute, [Symbol.asyncDispose]: () => odoo.close() };
}

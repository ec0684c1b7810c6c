import type { CartsPort } from "#sdk";
import { toCart } from "./mapping/carts.js";
import { cartsOperation } from "./operations/carts.js";
import type { Shop } from "./shop.js";

/** Vendure's active orders. A cart is known by its order code, which cannot be guessed; ids can be counted through. */
export function vendureCarts({ api, number, settings, window, inChunks }: Shop): CartsPort {
  const operation = cartsOperation(number);
  return {
    carts: async (ids, call) => {
      if (ids.length === 0) return new Map();
      const { amount } = await window(call);
      const orders = await inChunks(ids, async (codes, take) => (await api.read(operation, { codes, take }, call)).orders.items);
      const carts = orders.map((order) => toCart(order, { amount, number, checkoutUrl: settings.checkoutUrl }));
      return new Map(carts.map((cart) => [cart.id, cart]));
    },
  };
}

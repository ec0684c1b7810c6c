import type { CartsPort } from "#sdk";
import { toCart } from "./mapping/carts.js";
import { cartsOperation } from "./operations/carts.js";
import type { Shop } from "./shop.js";

/** Vendure's active orders. A cart is known by its order code, which cannot be guessed; ids can be counted through. */
export function vendureCarts({ api, number, settings, window, batches }: Shop): CartsPort {
  const operation = cartsOperation(number);
  return {
    carts: (ids, call) =>
      batches(ids, async (codes, take) => {
        const [{ amount }, { orders }] = await Promise.all([window(call), api.read(operation, { codes, take }, call)]);
        const carts = orders.items.map((order) => toCart(order, { amount, number, checkoutUrl: settings.checkoutUrl }));
        return new Map(carts.map((cart) => [cart.id, cart]));
      }),
  };
}

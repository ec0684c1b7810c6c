import type { ShipmentsPort } from "#sdk";
import { toShipments } from "./mapping/shipments.js";
import { SHIPMENTS } from "./operations/shipments.js";
import type { Shop } from "./shop.js";

/** Parcels of orders: Vendure's fulfilments. */
export function vendureShipments({ api, inChunks }: Shop): ShipmentsPort {
  return {
    shipmentsOf: async (orders, call) => {
      const byVendorId = new Map(orders.map((order) => [order.vendorId, order.id]));
      const found = await inChunks([...byVendorId.keys()], async (ids, take) => {
        return (await api.read(SHIPMENTS, { ids, take }, call)).orders.items;
      });
      return new Map(
        found.flatMap((vendor) => {
          const order = byVendorId.get(vendor.id);
          return order === undefined ? [] : [[order, toShipments(vendor, order)] as const];
        }),
      );
    },
  };
}

import type { ShipmentsPort } from "#sdk";
import { toShipments } from "./mapping/shipments.js";
import { SHIPMENTS } from "./operations/shipments.js";
import type { Shop } from "./shop.js";

/** Parcels of orders: Vendure's fulfilments. */
export function vendureShipments({ api, batches }: Shop): ShipmentsPort {
  return {
    shipmentsOf: (orders, call) => {
      const vendorIds = new Map(orders.map(({ id, vendorId }) => [id, vendorId]));
      return batches([...vendorIds.keys()], async (ids, take) => {
        const asked = new Map(ids.map((id) => [vendorIds.get(id), id]));
        const found = await api.read(SHIPMENTS, { ids: [...asked.keys()], take }, call);
        return new Map(
          found.orders.items.flatMap((vendor) => {
            const order = asked.get(vendor.id);
            return order === undefined ? [] : [[order, toShipments(vendor, order)] as const];
          }),
        );
      });
    },
  };
}

import { orderId } from "#model";
import { batched, type ShipmentsPort } from "#sdk";
import { batchSize } from "./batch-size.js";
import type { TrytonApi } from "./client.js";
import { shippedSaleFields, shippedSaleRow, toShipments } from "./mapping/shipments.js";

/** Customer shipments and returns of sales, all in one request. */
export function trytonShipments(api: TrytonApi): ShipmentsPort {
  return {
    shipmentsOf: (orders, call) =>
      batched({
        keys: orders.map((order) => order.id),
        size: batchSize,
        load: async (ids) => {
          const { id: company } = await api.company(call);
          const domain = [
            ["number", "in", ids],
            ["company", "=", company],
          ];
          const rows = await api.records({ model: "sale.sale", domain, fields: shippedSaleFields, row: shippedSaleRow }, call);
          return new Map(rows.map((row) => [orderId(row.number), toShipments(row)]));
        },
      }),
  };
}

import { orderId, type OrderId, type OrderRecord, type ShipmentRecord } from "#model";
import { batched, type Call, type ConnectorContext, type ShipmentsPort } from "#sdk";
import type { OdooApi, Specification } from "./client.js";
import { shippedOrderFields, shippedOrderShape, toShipments } from "./mapping/shipments.js";
import type { OdooSettings } from "./settings.js";

const ordersAtOnce = 200;

/** Deliveries and returns through the orders that they belong to: one request a batch. */
export function odooShipments(api: OdooApi, { settings }: ConnectorContext<OdooSettings>): ShipmentsPort {
  const specification = shippedOrderFields(settings);
  return {
    shipmentsOf: (orders, call) =>
      batched({
        keys: orders.map(({ id }) => id),
        size: ordersAtOnce,
        load: (keys) => readShipments({ api, specification }, { keys, orders }, call),
      }),
  };
}

async function readShipments(
  { api, specification }: { api: OdooApi; specification: Specification },
  { keys, orders }: { keys: readonly OrderId[]; orders: readonly OrderRecord[] },
  call: Call,
): Promise<ReadonlyMap<OrderId, readonly ShipmentRecord[]>> {
  const wanted = new Set(keys);
  const ids = orders.filter(({ id }) => wanted.has(id)).map(({ vendorId }) => Number(vendorId));
  const { records } = await api.find({ model: "sale.order", domain: [["id", "in", ids]], specification }, shippedOrderShape, call);
  return new Map(records.map((order) => [orderId(order.name), toShipments(order)]));
}

import { orderId, type InvoiceRecord, type OrderId, type OrderRecord } from "#model";
import { batched, type Call, type InvoicesPort } from "#sdk";
import type { OdooApi } from "./client.js";
import { invoicedOrderFields, invoicedOrderShape, toInvoices } from "./mapping/invoices.js";

const ordersAtOnce = 500;

/** Invoices and credit notes through the orders that they belong to: one request a batch. */
export function odooInvoices(api: OdooApi): InvoicesPort {
  return {
    invoicesOf: (orders, call) =>
      batched({ keys: orders.map(({ id }) => id), size: ordersAtOnce, load: (keys) => readInvoices(api, { keys, orders }, call) }),
  };
}

async function readInvoices(
  api: OdooApi,
  { keys, orders }: { keys: readonly OrderId[]; orders: readonly OrderRecord[] },
  call: Call,
): Promise<ReadonlyMap<OrderId, readonly InvoiceRecord[]>> {
  const wanted = new Set(keys);
  const ids = orders.filter(({ id }) => wanted.has(id)).map(({ vendorId }) => Number(vendorId));
  const query = { model: "sale.order", domain: [["id", "in", ids]], specification: invoicedOrderFields } as const;
  const { records } = await api.find(query, invoicedOrderShape, call);
  return new Map(records.map((order) => [orderId(order.name), toInvoices(order)]));
}

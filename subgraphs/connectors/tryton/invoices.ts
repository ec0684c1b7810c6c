import { orderId } from "#model";
import { batched, type InvoicesPort } from "#sdk";
import { batchSize } from "./batch-size.js";
import type { TrytonApi } from "./client.js";
import { invoicedSaleFields, invoicedSaleRow, toInvoices } from "./mapping/invoices.js";

/** Invoices and credit notes of sales, all in one request. */
export function trytonInvoices(api: TrytonApi): InvoicesPort {
  return {
    invoicesOf: (orders, call) =>
      batched({
        keys: orders.map((order) => order.id),
        size: batchSize,
        load: async (ids) => {
          const { id: company } = await api.company(call);
          const domain = [
            ["number", "in", ids],
            ["company", "=", company],
          ];
          const rows = await api.records({ model: "sale.sale", domain, fields: invoicedSaleFields, row: invoicedSaleRow }, call);
          return new Map(rows.map((row) => [orderId(row.number), toInvoices(row)]));
        },
      }),
  };
}

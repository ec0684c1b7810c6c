import type DataLoader from "dataloader";
import type { InvoiceRecord, OrderId, OrderRecord, ShipmentRecord } from "#model";
import type { Viewer } from "#platform";
import type { Call, OrdersPort } from "#sdk";

/** What order resolvers get for one client request. */
export interface OrdersContext {
  readonly viewer: Viewer;
  readonly call: Call;
  readonly orders: DataLoader<OrderId, OrderRecord | undefined>;
  readonly search: OrdersPort["search"];
  /** Invoices of an order that this request has loaded. */
  readonly invoices: DataLoader<OrderRecord, readonly InvoiceRecord[]>;
  /** Shipments and returns of an order that this request has loaded. */
  readonly shipments: DataLoader<OrderRecord, readonly ShipmentRecord[]>;
}

import type {
  BillOfMaterials,
  CartId,
  CartRecord,
  Category,
  Channel,
  CustomerId,
  CustomerRecord,
  Interaction,
  InvoiceRecord,
  ListingRecord,
  OrderId,
  OrderRecord,
  OrderStatus,
  Page,
  PageRequest,
  PriceList,
  PriceSchedule,
  PriceViewer,
  ProductContent,
  ShipmentRecord,
  Sku,
  StockLocation,
  StockRecord,
  SupplierOffer,
} from "#model";
import type { Call } from "./call.js";
import type { ChangesPort } from "./changes.js";
import type { WebhooksPort } from "./webhooks/delivery.js";

/**
 * Product content. Every batched read of every port answers with a map: what the system does not know is absent from it, and is no error.
 */
export interface CatalogPort {
  /** Content of the given products, in as few vendor calls as the vendor allows. */
  readonly products: (skus: readonly Sku[], call: Call) => Promise<ReadonlyMap<Sku, ProductContent>>;
  /** SKUs of the variants of the given models, by model code. */
  readonly variants: (models: readonly string[], call: Call) => Promise<ReadonlyMap<string, readonly Sku[]>>;
  /** All products, page by page, or only those changed at or after a time (ISO 8601). */
  readonly scan: (query: { readonly updatedSince?: string | undefined }, call: Call) => AsyncIterable<readonly ProductContent[]>;
  /** The whole category tree. */
  readonly categories: (call: Call) => Promise<readonly Category[]>;
}

/** Stock by location. */
export interface StockPort {
  /** All places that hold stock for sale. */
  readonly locations: (call: Call) => Promise<readonly StockLocation[]>;
  /** Stock of the given products in all locations, with replenishments on their way. */
  readonly stockOf: (skus: readonly Sku[], call: Call) => Promise<ReadonlyMap<Sku, StockRecord>>;
  /** Every product's stock, page by page, for a full comparison. */
  readonly scan: (call: Call) => AsyncIterable<readonly StockRecord[]>;
}

/** Prices by price list. */
export interface PricesPort {
  /** The list that holds for a viewer: the customer's own, else their group's, else the public one. */
  readonly listFor: (viewer: PriceViewer, call: Call) => Promise<PriceList>;
  /** Price schedules of the given products on one list, taxes included where the system tells them. */
  readonly schedules: (skus: readonly Sku[], list: PriceList, call: Call) => Promise<ReadonlyMap<Sku, PriceSchedule>>;
}

/** Which orders are looked for; several conditions must all hold. */
export interface OrderSearch extends PageRequest {
  readonly customer?: CustomerId | undefined;
  readonly statuses?: readonly OrderStatus[] | undefined;
  /** ISO 8601, inclusive. */
  readonly placedSince?: string | undefined;
  /** ISO 8601, inclusive. */
  readonly updatedSince?: string | undefined;
  readonly externalReference?: string | undefined;
}

/** Orders, the reading side. */
export interface OrdersPort {
  readonly orders: (ids: readonly OrderId[], call: Call) => Promise<ReadonlyMap<OrderId, OrderRecord>>;
  /** Newest first. */
  readonly search: (search: OrderSearch, call: Call) => Promise<Page<OrderRecord>>;
}

/** Invoices and credit notes. */
export interface InvoicesPort {
  readonly invoicesOf: (orders: readonly OrderRecord[], call: Call) => Promise<ReadonlyMap<OrderId, readonly InvoiceRecord[]>>;
}

/** Shipments and returns. */
export interface ShipmentsPort {
  readonly shipmentsOf: (orders: readonly OrderRecord[], call: Call) => Promise<ReadonlyMap<OrderId, readonly ShipmentRecord[]>>;
}

/** Which customers are looked for; several conditions must all hold. */
export interface CustomerSearch extends PageRequest {
  /** Part of a name, company or e-mail address. */
  readonly text?: string | undefined;
  /** The whole e-mail address. */
  readonly email?: string | undefined;
  /** Code of a customer group. */
  readonly group?: string | undefined;
}

/** Customers. */
export interface CustomersPort {
  readonly customers: (ids: readonly CustomerId[], call: Call) => Promise<ReadonlyMap<CustomerId, CustomerRecord>>;
  readonly search: (search: CustomerSearch, call: Call) => Promise<Page<CustomerRecord>>;
}

/** What was said and written between the merchant and a customer. */
export interface InteractionsPort {
  /** The newest interactions of each customer, newest first, at most `limit` each. */
  readonly interactionsOf: (
    ids: readonly CustomerId[],
    limit: number,
    call: Call,
  ) => Promise<ReadonlyMap<CustomerId, readonly Interaction[]>>;
}

/** How products stand on sales channels. */
export interface ListingsPort {
  readonly channels: (call: Call) => Promise<readonly Channel[]>;
  /** All listings of the given products, on every channel. */
  readonly listingsOf: (skus: readonly Sku[], call: Call) => Promise<ReadonlyMap<Sku, readonly ListingRecord[]>>;
}

/** Carts of the shop platform. */
export interface CartsPort {
  readonly carts: (ids: readonly CartId[], call: Call) => Promise<ReadonlyMap<CartId, CartRecord>>;
}

/** Who supplies products, and what made products are made of; for staff. */
export interface SuppliersPort {
  readonly offersFor: (skus: readonly Sku[], call: Call) => Promise<ReadonlyMap<Sku, readonly SupplierOffer[]>>;
  readonly billsOfMaterialsOf: (skus: readonly Sku[], call: Call) => Promise<ReadonlyMap<Sku, BillOfMaterials>>;
}

/** Every port that a connector can offer. */
export interface Ports {
  readonly catalog: CatalogPort;
  readonly stock: StockPort;
  readonly prices: PricesPort;
  readonly orders: OrdersPort;
  readonly invoices: InvoicesPort;
  readonly shipments: ShipmentsPort;
  readonly customers: CustomersPort;
  readonly interactions: InteractionsPort;
  readonly listings: ListingsPort;
  readonly carts: CartsPort;
  readonly suppliers: SuppliersPort;
  readonly changes: ChangesPort;
  readonly webhooks: WebhooksPort;
}

/** Name of a port. */
export type PortName = keyof Ports;

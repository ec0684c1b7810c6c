/** The documents that the simulated shop keeps; ids are the numbers of Shopify's global ids, money is a decimal string. */

/** The shop itself; there is one, under the id `shop`. */
export interface ShopRecord {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly domain: string;
  readonly currency: string;
  readonly locales: readonly { readonly locale: string; readonly name: string; readonly primary: boolean }[];
  readonly createdAt: string;
  readonly adminToken: string;
  readonly storefrontToken: string;
  /** Client secret with which webhooks are signed. */
  readonly clientSecret: string;
  /** Bucket of the Admin API's cost throttle, by plan. */
  readonly throttle: { readonly maximumAvailable: number; readonly restoreRate: number };
}

/** A publication with its one sales channel. */
export interface PublicationRecord {
  readonly id: number;
  readonly handle: string;
  readonly name: string;
  /** True for the channel that `publishedAt` and `onlineStoreUrl` of a product speak of. */
  readonly isOnlineStore: boolean;
}

/** Times at which a product goes live, by publication id. */
export type PublishDates = Readonly<Record<string, string>>;

/** A product with its options and the order of its variants. */
export interface ProductRecord {
  readonly id: number;
  readonly title: string;
  readonly handle: string;
  readonly status: "ACTIVE" | "ARCHIVED" | "DRAFT" | "UNLISTED";
  readonly descriptionHtml: string;
  readonly vendor: string;
  readonly productType: string;
  readonly tags: readonly string[];
  readonly seo: { readonly title: string | null; readonly description: string | null };
  readonly options: readonly { readonly id: number; readonly name: string; readonly values: readonly string[] }[];
  readonly variantIds: readonly number[];
  readonly translations: readonly { readonly locale: string; readonly key: string; readonly value: string }[];
  readonly publications: PublishDates;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** One sellable variant. */
export interface VariantRecord {
  readonly id: number;
  readonly productId: number;
  readonly inventoryItemId: number;
  readonly position: number;
  readonly title: string;
  readonly sku: string;
  readonly barcode: string | null;
  readonly price: string;
  readonly compareAtPrice: string | null;
  readonly taxable: boolean;
  readonly inventoryPolicy: "CONTINUE" | "DENY";
  readonly selectedOptions: readonly { readonly name: string; readonly value: string }[];
  /** Publications on which the product is live but this variant is not. */
  readonly withheldFrom: readonly number[];
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What of a variant lies in stock. */
export interface InventoryItemRecord {
  readonly id: number;
  readonly variantId: number;
  readonly tracked: boolean;
  readonly requiresShipping: boolean;
  readonly cost: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Quantities of one item in one location; whole numbers, as Shopify keeps them. */
export interface InventoryLevelRecord {
  readonly itemId: number;
  readonly locationId: number;
  readonly available: number;
  readonly committed: number;
  readonly incoming: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A place that holds stock. */
export interface LocationRecord {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly city: string;
  readonly country: string;
  readonly fulfillsOnlineOrders: boolean;
  readonly createdAt: string;
}

/** A postal address of a customer or order. */
export interface AddressRecord {
  readonly id: number;
  readonly name: string;
  readonly company: string | null;
  readonly address1: string;
  readonly city: string;
  readonly zip: string;
  readonly countryCode: string;
  readonly phone: string | null;
}

/** A customer; `number` is the merchant's own customer number, kept in a metafield. */
export interface CustomerRecord {
  readonly id: number;
  readonly number: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: string | null;
  readonly locale: string;
  readonly tags: readonly string[];
  readonly note: string | null;
  readonly acceptsEmailMarketing: boolean;
  readonly addresses: readonly AddressRecord[];
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A line of an order or draft order. */
export interface LineRecord {
  readonly id: number;
  readonly variantId: number | null;
  readonly sku: string;
  readonly title: string;
  readonly quantity: number;
  readonly shippedQuantity: number;
  readonly unitPrice: string;
  /** Percentage as a decimal string. */
  readonly taxRate: string;
}

/** An order, or a draft order, which Shopify keeps apart. */
export interface OrderRecord {
  readonly id: number;
  readonly name: string;
  readonly customerId: number | null;
  readonly publicationId: number | null;
  readonly currency: string;
  readonly lines: readonly LineRecord[];
  readonly financialStatus: "PAID" | "PENDING" | "VOIDED";
  readonly fulfillmentStatus: "FULFILLED" | "PARTIALLY_FULFILLED" | "UNFULFILLED";
  readonly hasReturns: boolean;
  readonly fulfillments: readonly FulfillmentRecord[];
  readonly shippingAddress: AddressRecord | null;
  readonly billingAddress: AddressRecord | null;
  readonly cancelledAt: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A shipment of an order. */
export interface FulfillmentRecord {
  readonly id: number;
  readonly name: string;
  readonly company: string;
  readonly tracking: string;
  readonly totalQuantity: number;
  readonly createdAt: string;
}

/** A storefront cart: `token` is public, `key` is the secret half of its global id. */
export interface CartRecord {
  readonly token: string;
  readonly key: string;
  readonly customerId: number | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly countryCode: string | null;
  readonly note: string | null;
  readonly attributes: readonly { readonly key: string; readonly value: string }[];
  readonly lines: readonly CartLineRecord[];
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** One line of a cart. */
export interface CartLineRecord {
  readonly id: string;
  readonly variantId: number;
  readonly quantity: number;
  readonly attributes: readonly { readonly key: string; readonly value: string }[];
}

/** A webhook that an app asked for. */
export interface WebhookRecord {
  readonly id: number;
  readonly topic: string;
  readonly uri: string;
  readonly format: "JSON" | "XML";
  readonly filter: string | null;
  readonly name: string | null;
  readonly includeFields: readonly string[];
  readonly metafieldNamespaces: readonly string[];
  readonly createdAt: string;
}

/** What a mutation with an idempotency key did, so that it is told again instead of done again. */
export interface IdempotencyRecord {
  readonly mutation: string;
  readonly input: string;
  readonly group: AdjustmentGroupRecord;
  readonly at: string;
}

/** One accepted change of quantities. */
export interface AdjustmentGroupRecord {
  readonly id: string;
  readonly reason: string;
  readonly referenceDocumentUri: string | null;
  readonly createdAt: string;
  readonly changes: readonly {
    readonly itemId: number;
    readonly locationId: number;
    readonly name: string;
    readonly delta: number;
    readonly quantityAfterChange: number;
  }[];
}

/**
 * The demo merchant in neutral words: one seeded truth from which every simulator builds its own vendor's records.
 *
 * Nothing here follows a vendor's shapes, and nothing here is imported outside `systems`.
 */

/** BCP 47 tags of the two languages in which the merchant keeps content. */
export type MerchantLocale = "en-GB" | "fr-FR";

/** One text in both languages. */
export type Localised = Readonly<Record<MerchantLocale, string>>;

/** A category of the one category tree; the root has no parent. */
export interface MerchantCategory {
  readonly code: string;
  readonly parent?: string;
  readonly label: Localised;
}

/** An attribute definition and, for a choice, its options. */
export interface MerchantAttribute {
  readonly code: string;
  readonly label: Localised;
  readonly type: "text" | "number" | "boolean" | "choice" | "measure" | "date";
  /** Unit code of a `measure`, for example `KILOGRAM`. */
  readonly unit?: string;
  readonly isLocalised: boolean;
  readonly options?: readonly { readonly code: string; readonly label: Localised }[];
}

/** A family says which attributes its products carry. */
export interface MerchantFamily {
  readonly code: string;
  readonly label: Localised;
  readonly attributes: readonly string[];
  /** Attribute codes along which its models vary; empty for families without variants. */
  readonly variantAxes: readonly string[];
}

/** A product model that groups variants. */
export interface MerchantModel {
  readonly code: string;
  readonly family: string;
  readonly name: Localised;
  readonly variantSkus: readonly string[];
}

/** One sellable unit. */
export interface MerchantProduct {
  readonly sku: string;
  readonly model?: string;
  readonly family: string;
  readonly categories: readonly string[];
  readonly brand: string;
  readonly name: Localised;
  readonly description: Localised;
  /** Attribute code to value; choices by option code, localised texts by language. */
  readonly attributes: Readonly<Record<string, string | number | boolean | Localised>>;
  readonly media: readonly MerchantMedia[];
  readonly weightKg: number;
  readonly barcode: string;
  /** Net public price as a decimal string in the merchant's currency. */
  readonly listPrice: string;
  /** Net purchase cost as a decimal string. */
  readonly cost: string;
  /** Code of the sales tax, see `MerchantTax`. */
  readonly tax: string;
  /** Unit of sale; `METRE` and `KILOGRAM` products are sold in fractions. */
  readonly unit: "PIECE" | "METRE" | "KILOGRAM";
  readonly isEnabled: boolean;
  /** ISO 8601 time of the last content change. */
  readonly updatedAt: string;
}

/** A picture or document of a product. */
export interface MerchantMedia {
  /** File name, for example `OAK-DESK-120-1.svg`. */
  readonly file: string;
  readonly kind: "IMAGE" | "DOCUMENT";
  readonly alt: Localised;
  readonly position: number;
}

/** A sales tax: `rate` is a percentage as a decimal string, for example `"20"`. */
export interface MerchantTax {
  readonly code: string;
  readonly name: string;
  readonly rate: string;
}

/** A place that holds stock: three warehouses and two shops. */
export interface MerchantLocation {
  readonly code: string;
  readonly name: string;
  readonly kind: "WAREHOUSE" | "SHOP";
  readonly city: string;
  readonly country: string;
}

/** Stock of one product in one location; quantities may be fractional. */
export interface MerchantStockLevel {
  readonly sku: string;
  readonly location: string;
  readonly onHand: number;
  readonly reserved: number;
}

/** A replenishment on its way from a supplier. */
export interface MerchantIncoming {
  readonly reference: string;
  readonly sku: string;
  readonly location: string;
  readonly quantity: number;
  /** ISO 8601 time at which it is expected. */
  readonly expectedAt: string;
  readonly supplier: string;
}

/** A price list. `kind` says for whom it was made; a customer's own list names nobody here, see `MerchantCustomer.priceList`. */
export interface MerchantPriceList {
  readonly code: string;
  readonly name: string;
  readonly kind: "PUBLIC" | "GROUP" | "CUSTOMER";
  readonly currency: string;
  readonly rules: readonly MerchantPriceRule[];
}

/** One rule of a price list; the most specific scope and the highest reached minimum quantity win. */
export interface MerchantPriceRule {
  readonly scope: { readonly sku: string } | { readonly category: string } | "ALL";
  readonly minimumQuantity: number;
  readonly compute:
    | { readonly kind: "FIXED"; readonly price: string }
    | { readonly kind: "PERCENTAGE"; readonly discount: string }
    | {
        readonly kind: "FORMULA";
        readonly base: "LIST_PRICE" | "COST";
        readonly discount: string;
        readonly surcharge: string;
        readonly roundTo?: string;
      };
  readonly validFrom?: string;
  readonly validUntil?: string;
}

/** A customer group, for example trade customers. */
export interface MerchantGroup {
  readonly code: string;
  readonly name: string;
  /** Code of the group's price list, if it has one. */
  readonly priceList?: string;
}

/** A postal address. */
export interface MerchantAddress {
  readonly kind: "BILLING" | "SHIPPING";
  readonly name: string;
  readonly street: string;
  readonly city: string;
  readonly postalCode: string;
  readonly country: string;
}

/** A customer: a person, or a company with a contact. `number` is the one id that every system of the merchant knows. */
export interface MerchantCustomer {
  /** For example `C-00017`. */
  readonly number: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: string;
  readonly company?: { readonly name: string; readonly vatNumber: string };
  readonly group: string;
  /** Code of the customer's own price list, if they have one. */
  readonly priceList?: string;
  readonly language: MerchantLocale;
  readonly addresses: readonly MerchantAddress[];
  readonly preferences: Readonly<Record<string, string>>;
  readonly consents: readonly {
    readonly purpose: "EMAIL_MARKETING" | "SMS_MARKETING" | "PROFILING";
    readonly granted: boolean;
    readonly at: string;
  }[];
  readonly interactions: readonly {
    readonly kind: "CALL" | "EMAIL" | "MEETING" | "NOTE";
    readonly at: string;
    readonly subject: string;
    readonly body: string;
  }[];
  readonly createdAt: string;
}

/** A past order with what became of it. */
export interface MerchantOrder {
  /** For example `S00042`. */
  readonly number: string;
  readonly customer: string;
  readonly channel: string;
  readonly placedAt: string;
  readonly status: "DRAFT" | "CONFIRMED" | "PARTLY_SHIPPED" | "SHIPPED" | "INVOICED" | "PAID" | "CANCELLED";
  readonly location: string;
  readonly lines: readonly { readonly sku: string; readonly quantity: number; readonly unitPrice: string; readonly tax: string }[];
  readonly shipments: readonly {
    readonly number: string;
    readonly shippedAt: string;
    readonly carrier: string;
    readonly tracking: string;
    readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
  }[];
  readonly invoices: readonly { readonly number: string; readonly issuedAt: string; readonly dueAt: string; readonly isPaid: boolean }[];
  readonly returns: readonly {
    readonly number: string;
    readonly at: string;
    readonly reason: string;
    readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
  }[];
}

/** Who supplies a product, at what cost and how fast. */
export interface MerchantSupplier {
  readonly code: string;
  readonly name: string;
  readonly country: string;
  readonly offers: readonly {
    readonly sku: string;
    readonly supplierSku: string;
    readonly price: string;
    readonly minimumQuantity: number;
    readonly leadTimeDays: number;
  }[];
}

/** What a made product is made of. */
export interface MerchantBillOfMaterials {
  readonly sku: string;
  readonly outputQuantity: number;
  readonly components: readonly { readonly sku: string; readonly quantity: number }[];
}

/** A sales channel of the shop platform. */
export interface MerchantChannel {
  readonly code: string;
  readonly name: string;
  readonly currency: string;
  readonly locale: MerchantLocale;
}

/** How one product is listed on one channel. */
export interface MerchantListing {
  readonly sku: string;
  readonly channel: string;
  readonly isPublished: boolean;
  readonly title: string;
  readonly slug: string;
  readonly publishedAt?: string;
}

/** An open cart in the shop platform. */
export interface MerchantCart {
  readonly id: string;
  readonly channel: string;
  readonly customer?: string;
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
}

/** Everything the demo merchant is: the same seed always gives the same merchant. */
export interface Merchant {
  readonly name: string;
  readonly currency: string;
  readonly locales: readonly MerchantLocale[];
  readonly categories: readonly MerchantCategory[];
  readonly attributes: readonly MerchantAttribute[];
  readonly families: readonly MerchantFamily[];
  readonly models: readonly MerchantModel[];
  readonly products: readonly MerchantProduct[];
  readonly taxes: readonly MerchantTax[];
  readonly locations: readonly MerchantLocation[];
  readonly stock: readonly MerchantStockLevel[];
  readonly incoming: readonly MerchantIncoming[];
  readonly priceLists: readonly MerchantPriceList[];
  readonly groups: readonly MerchantGroup[];
  readonly customers: readonly MerchantCustomer[];
  readonly orders: readonly MerchantOrder[];
  readonly suppliers: readonly MerchantSupplier[];
  readonly billsOfMaterials: readonly MerchantBillOfMaterials[];
  readonly channels: readonly MerchantChannel[];
  readonly listings: readonly MerchantListing[];
  readonly carts: readonly MerchantCart[];
}

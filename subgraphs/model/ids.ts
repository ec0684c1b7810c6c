declare const brand: unique symbol;

/** A string that stands for one kind of thing and cannot be passed where another kind is asked for. */
export type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Stock keeping unit: the one name of a sellable product in every system of the merchant. */
export type Sku = Branded<"Sku">;
/** The merchant's customer number, shared by ERP, CRM and shop. */
export type CustomerId = Branded<"CustomerId">;
/** The merchant's order number. */
export type OrderId = Branded<"OrderId">;
/** Code of a place that holds stock: a warehouse or a shop. */
export type LocationId = Branded<"LocationId">;
/** Code of a category of the content tree. */
export type CategoryCode = Branded<"CategoryCode">;
/** A price list as its system names it; it is part of the key of everything that is priced. */
export type PriceListId = Branded<"PriceListId">;
/** Code of a sales channel. */
export type ChannelId = Branded<"ChannelId">;
/** Id of a cart in the shop platform. */
export type CartId = Branded<"CartId">;
/** BCP 47 language tag, for example `en-GB`. */
export type Locale = Branded<"Locale">;

/** Marks a checked string as a SKU. */
export const sku = (value: string): Sku => value as Sku;
/** Marks a checked string as a customer number. */
export const customerId = (value: string): CustomerId => value as CustomerId;
/** Marks a checked string as an order number. */
export const orderId = (value: string): OrderId => value as OrderId;
/** Marks a checked string as a location code. */
export const locationId = (value: string): LocationId => value as LocationId;
/** Marks a checked string as a category code. */
export const categoryCode = (value: string): CategoryCode => value as CategoryCode;
/** Marks a checked string as a price list id. */
export const priceListId = (value: string): PriceListId => value as PriceListId;
/** Marks a checked string as a channel code. */
export const channelId = (value: string): ChannelId => value as ChannelId;
/** Marks a checked string as a cart id. */
export const cartId = (value: string): CartId => value as CartId;
/** Marks a checked string as a language tag. */
export const locale = (value: string): Locale => value as Locale;

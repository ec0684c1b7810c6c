import type { Merchant } from "./merchant.js";

/** A merchant that has nothing yet: for simulators that a test fills by itself. */
export const emptyMerchant: Merchant = {
  name: "Empty merchant",
  currency: "EUR",
  locales: ["en-GB", "fr-FR"],
  categories: [],
  attributes: [],
  families: [],
  models: [],
  products: [],
  taxes: [],
  locations: [],
  stock: [],
  incoming: [],
  priceLists: [],
  groups: [],
  customers: [],
  orders: [],
  suppliers: [],
  billsOfMaterials: [],
  channels: [],
  listings: [],
  carts: [],
};

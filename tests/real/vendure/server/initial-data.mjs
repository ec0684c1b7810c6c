/**
 * Countries, taxes, shipping and payment of the shop under test, in the shape of Vendure's `InitialData`
 * (https://docs.vendure.io/reference/typescript-api/import-export/initial-data).
 */
export const initialData = {
  defaultLanguage: "en",
  defaultZone: "Europe",
  roles: [],
  countries: [
    { name: "France", code: "FR", zone: "Europe" },
    { name: "Belgium", code: "BE", zone: "Europe" },
    { name: "United Kingdom", code: "GB", zone: "Britain" },
  ],
  taxRates: [
    { name: "Standard Tax", percentage: 20 },
    { name: "Reduced Tax", percentage: 5.5 },
  ],
  shippingMethods: [{ name: "Carrier", price: 690 }],
  paymentMethods: [{ name: "Card", handler: { code: "dummy-payment-handler", arguments: [{ name: "automaticSettle", value: "true" }] } }],
  collections: [],
};

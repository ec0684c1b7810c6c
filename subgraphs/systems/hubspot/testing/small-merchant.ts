import { emptyMerchant } from "../../merchant/empty-merchant.js";
import type { Merchant, MerchantCustomer } from "../../merchant/merchant.js";

const anna: MerchantCustomer = {
  number: "C-00001",
  firstName: "Anna",
  lastName: "Berg",
  email: "anna.berg@example.com",
  phone: "+44 20 7946 0001",
  company: { name: "Berg Interiors Ltd", vatNumber: "GB123456789" },
  group: "TRADE",
  language: "en-GB",
  addresses: [
    { kind: "BILLING", name: "Berg Interiors Ltd", street: "1 High Street", city: "Leeds", postalCode: "LS1 1AA", country: "GB" },
    { kind: "SHIPPING", name: "Anna Berg", street: "2 Yard Lane", city: "York", postalCode: "YO1 1AA", country: "GB" },
  ],
  preferences: { newsletter: "weekly" },
  consents: [{ purpose: "EMAIL_MARKETING", granted: true, at: "2026-02-01T09:00:00.000Z" }],
  interactions: [
    { kind: "CALL", at: "2026-03-01T10:00:00.000Z", subject: "Delivery date", body: "Asked when the desks arrive." },
    { kind: "NOTE", at: "2026-03-02T10:00:00.000Z", subject: "Prefers oak", body: "No veneer & no laminate." },
    { kind: "EMAIL", at: "2026-03-03T10:00:00.000Z", subject: "Quote", body: "Please quote for ten desks." },
  ],
  createdAt: "2026-01-10T08:00:00.000Z",
};

const bruno: MerchantCustomer = {
  number: "C-00002",
  firstName: "Bruno",
  lastName: "Caron",
  email: "bruno.caron@example.com",
  phone: "+33 1 84 88 00 02",
  group: "RETAIL",
  language: "fr-FR",
  addresses: [{ kind: "BILLING", name: "Bruno Caron", street: "3 rue Haute", city: "Lyon", postalCode: "69001", country: "FR" }],
  preferences: {},
  consents: [{ purpose: "EMAIL_MARKETING", granted: false, at: "2026-02-02T09:00:00.000Z" }],
  interactions: [],
  createdAt: "2026-01-11T08:00:00.000Z",
};

const filler = (index: number): MerchantCustomer => ({
  ...bruno,
  number: `C-${String(index).padStart(5, "0")}`,
  firstName: "Test",
  lastName: `Person${index}`,
  email: `person${index}@example.com`,
  createdAt: new Date(Date.UTC(2026, 1, 1, 0, index)).toISOString(),
});

/** A merchant with two particular customers and `fillers` ordinary ones, for the simulator's own tests. */
export function smallMerchant(fillers = 0): Merchant {
  return {
    ...emptyMerchant,
    groups: [
      { code: "TRADE", name: "Trade customers" },
      { code: "RETAIL", name: "Retail customers" },
    ],
    customers: [anna, bruno, ...Array.from({ length: fillers }, (_, index) => filler(index + 3))],
  };
}

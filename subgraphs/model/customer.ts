import type { CustomerId, Locale } from "./ids.js";

/** A postal address. */
export interface PostalAddress {
  readonly kind: "BILLING" | "SHIPPING";
  readonly name?: string;
  readonly street?: string;
  readonly city?: string;
  readonly postalCode?: string;
  readonly region?: string;
  /** ISO 3166-1 alpha-2 where the system has one, else the system's own text. */
  readonly country?: string;
}

/** A company that a customer buys for. */
export interface Company {
  readonly name: string;
  readonly vatNumber?: string;
}

/** A named set of customers, for example trade customers. */
export interface CustomerGroup {
  readonly code: string;
  readonly name: string;
}

/** What a customer has agreed to, or not. */
export interface Consent {
  /** For example `EMAIL_MARKETING`. */
  readonly purpose: string;
  readonly isGranted: boolean;
  /** ISO 8601. */
  readonly changedAt?: string;
}

/** A contact between the merchant and a customer. */
export interface Interaction {
  readonly id: string;
  readonly kind: "CALL" | "EMAIL" | "MEETING" | "NOTE" | "TASK";
  /** ISO 8601. */
  readonly at: string;
  readonly subject?: string;
  readonly body?: string;
}

/** A customer as a CRM or an ERP knows them. */
export interface CustomerRecord {
  readonly id: CustomerId;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly company?: Company;
  readonly groups: readonly CustomerGroup[];
  readonly addresses: readonly PostalAddress[];
  readonly preferences: readonly { readonly key: string; readonly value: string }[];
  readonly consents: readonly Consent[];
  readonly language?: Locale;
  /** ISO 8601. */
  readonly createdAt?: string;
  readonly updatedAt?: string;
}

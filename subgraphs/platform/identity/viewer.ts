/** Who is asking. */
export interface Viewer {
  /** `customer` and `staff` come from a verified token; without one the viewer is `anonymous`. */
  readonly kind: "anonymous" | "customer" | "staff";
  /** The merchant's customer number, for a customer. */
  readonly customer?: string;
  /** Codes of the customer groups that the token names. */
  readonly groups: readonly string[];
  /** Rights of the token, for example `customers:read`. */
  readonly scopes: ReadonlySet<string>;
  /** Milliseconds since the epoch at which the token ends. */
  readonly expiresAt?: number;
}

/** The viewer of a request without a token. */
export const anonymous: Viewer = { kind: "anonymous", groups: [], scopes: new Set() };

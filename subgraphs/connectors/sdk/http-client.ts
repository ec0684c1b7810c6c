import type { z } from "zod";
import type { Call } from "./call.js";

/** One request to a vendor. The policy (timeout, retry, rate, concurrency, breaker, tracing) is the client's, never the connector's. */
export interface VendorRequest {
  /** Few and stable names for spans and metrics, for example `product.product.search_read`; never an id. */
  readonly operation: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Path below the connector's base URL, or an absolute URL of the same origin (for example a `next` link). */
  readonly path: string;
  /** Query parameters; `undefined` ones are left out, arrays repeat the name. */
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** At most one of `json`, `form` and `text` is the body. */
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly text?: string;
  /**
   * `read` may be sent again after any failure, also when the method is POST (JSON-RPC, GraphQL, search). `write` is sent again only when the
   * vendor surely did not take it, or when `idempotencyKey` is set because the vendor honours the key.
   */
  readonly effect: "read" | "write";
  /** Set only when the vendor itself makes a repeated request one effect; the connector also puts it where the vendor wants it. */
  readonly idempotencyKey?: string;
  /** Statuses outside 2xx that are answers here and no faults, for example 404 where it means "none"; `classify` does not see them. */
  readonly accept?: readonly number[];
  /** Points that this request takes from the vendor's rate limit; 1 when absent. */
  readonly cost?: number;
  readonly call: Call;
}

/** A vendor's answer, read whole within the size limit. */
export interface VendorAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed JSON body, `undefined` when the body is not JSON. */
  readonly body: unknown;
}

/** What a failing answer means; a connector names it from the vendor's own codes. */
export interface VendorFault {
  readonly kind:
    /** The vendor cannot serve now: counted by the breaker, reads are tried again. */
    | "unavailable"
    /** Asked too fast: waited for, then tried again. */
    | "rate-limited"
    /** The session or key is not accepted: a session is renewed once. */
    | "unauthorized"
    /** The vendor understood and said no: never tried again, not counted by the breaker. */
    | "refused";
  /** The vendor's own code, for example `odoo.exceptions.AccessDenied`. */
  readonly vendorCode?: string;
  /** What the vendor said, without personal data. */
  readonly message?: string;
  /** When the vendor tells how long to wait. */
  readonly retryAfterMs?: number;
}

/**
 * Calls one vendor under one policy.
 *
 * Every method throws `SystemUnavailable`, `SystemTimeout`, `SystemRateLimited`, `SystemUnauthorized`, `SystemRefused` or
 * `SystemBadAnswer` (see `errors.ts`), each with the system's name.
 */
export interface HttpClient {
  /** Sends and parses the JSON body with a schema; a body that does not fit throws `SystemBadAnswer` with the path of the misfit. */
  readonly json: <Schema extends z.ZodType>(request: VendorRequest, schema: Schema) => Promise<z.output<Schema>>;
  /** Sends and answers as it came, after the fault check. */
  readonly send: (request: VendorRequest) => Promise<VendorAnswer>;
}

/** Whether the same request can succeed when it is sent again. */
export type RetryVerdict =
  /** Not without another input. */
  | "never"
  /** Yes, after a while. */
  | "later";

/** What an error is, said once: its stable code, HTTP status, retry verdict and the sentence that says what to do next. */
export interface ErrorDefinition<Detail> {
  /** Upper snake case; stable for clients. */
  readonly code: string;
  /** HTTP status when the error answers a whole request. */
  readonly status: number;
  readonly retry: RetryVerdict;
  /** Says what happened and what to do; carries no secret and no personal data. */
  readonly message: (detail: Detail) => string;
  /** What clients may read of the detail, beside code and retry verdict. */
  readonly expose?: (detail: Detail) => Readonly<Record<string, unknown>>;
}

/** An error that clients may rely on: it has a stable code and says whether trying again can help. */
export class PasserelleError<Detail = unknown> extends Error {
  readonly code: string;
  readonly status: number;
  readonly retry: RetryVerdict;
  readonly detail: Detail;
  /** What a GraphQL error carries of this one (graphql-js takes `extensions` over from the error that a resolver throws). */
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(definition: ErrorDefinition<Detail>, detail: Detail, options?: ErrorOptions) {
    super(definition.message(detail), options);
    this.name = definition.code;
    this.code = definition.code;
    this.status = definition.status;
    this.retry = definition.retry;
    this.detail = detail;
    this.extensions = { ...definition.expose?.(detail), code: definition.code, retryable: definition.retry === "later" };
  }
}

/** A class of errors with one code; `definition` is what the generated error reference prints. */
export interface ErrorClass<Detail> {
  new (detail: Detail, options?: ErrorOptions): PasserelleError<Detail>;
  readonly definition: ErrorDefinition<Detail>;
}

/** Makes the class of one error: `throw new StockShort({ sku, left: 2 }, { cause })`. */
export function defineError<Detail>(definition: ErrorDefinition<Detail>): ErrorClass<Detail> {
  return class extends PasserelleError<Detail> {
    static readonly definition = definition;
    constructor(detail: Detail, options?: ErrorOptions) {
      super(definition, detail, options);
    }
  };
}

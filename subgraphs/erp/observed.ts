/** What was read, with the time at which it was true. */
export interface Observed<Value> {
  readonly value: Value;
  /** ISO 8601. */
  readonly asOf: string;
}

import { randomUUID } from "node:crypto";

/** One entry of `errors` in HubSpot's error body. */
export interface ProblemDetail {
  readonly message: string;
  readonly code?: string;
  readonly in?: string;
  readonly subCategory?: string;
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

/** What an error body says beside its message. */
export interface ProblemBody {
  readonly category: string;
  readonly subCategory?: string;
  readonly errors?: readonly ProblemDetail[];
  readonly context?: Readonly<Record<string, readonly string[]>>;
  readonly policyName?: string;
  readonly errorType?: string;
  readonly links?: Readonly<Record<string, string>>;
}

/** A refusal in HubSpot's own envelope (developers.hubspot.com, "Handle errors"). */
export class HubSpotProblem extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly body: ProblemBody,
  ) {
    super(message);
    this.name = "HubSpotProblem";
  }

  /** The JSON body; every answer gets a correlation id of its own. */
  toBody(): Readonly<Record<string, unknown>> {
    return { status: "error", message: this.message, correlationId: randomUUID(), ...this.body };
  }
}

/** 400 with category `VALIDATION_ERROR`. */
export function invalid(message: string, errors?: readonly ProblemDetail[]): HubSpotProblem {
  return new HubSpotProblem(400, message, { category: "VALIDATION_ERROR", ...(errors !== undefined && { errors }) });
}

/** 400 as HubSpot's JSON reader words it. */
export function unreadable(reason: string): HubSpotProblem {
  return invalid(`Invalid input JSON on line 1, column 1: ${reason}`);
}

/** 404 for a record that is not there or is archived. */
export function notFound(message = "resource not found"): HubSpotProblem {
  return new HubSpotProblem(404, message, { category: "OBJECT_NOT_FOUND" });
}

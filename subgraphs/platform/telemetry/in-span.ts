import { SpanStatusCode, trace, type Span, type SpanOptions, type Tracer } from "@opentelemetry/api";
import { PasserelleError } from "../errors/define-error.js";

/** What a span is called and starts with. */
export interface SpanStart extends SpanOptions {
  /** Few and stable; never an id. */
  readonly name: string;
}

/** Runs work inside a span that is active meanwhile, and ends it. Of an error only the code is kept: messages may hold personal data. */
export function inSpan<Result>(tracer: Tracer, { name, ...options }: SpanStart, work: (span: Span) => Promise<Result>): Promise<Result> {
  const active = options.root === true ? undefined : trace.getActiveSpan();
  // Below a span that nobody records none is recorded either: the work goes on in that one.
  if (active !== undefined && !active.isRecording()) return work(active);
  return tracer.startActiveSpan(name, options, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      markFailed(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Marks a span as failed by an error, with its code and nothing else. */
export function markFailed(span: Span, error: unknown): void {
  const code = errorCode(error);
  span.setAttribute("error.type", code);
  span.setStatus({ code: SpanStatusCode.ERROR, message: code });
}

/** The stable name of an error for metrics and spans: its code, else its class. */
export function errorCode(error: unknown): string {
  if (error instanceof PasserelleError) return error.code;
  return error instanceof Error ? error.name : "UNKNOWN";
}

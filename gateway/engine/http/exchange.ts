import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher, Pool } from "undici";
import { AnswerTooLarge } from "./answer-too-large.js";
import { decompress } from "./decompress.js";

/** One POST to a subgraph. */
export interface HttpCall {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly timeoutMs: number;
  /** Aborts the call when its client goes away. */
  readonly signal: AbortSignal | undefined;
  readonly maxAnswerBytes: number;
}

/** What came back, as text. */
export interface HttpAnswer {
  readonly status: number;
  /** Decompressed. */
  readonly text: string;
}

/** No whole answer came in time. */
export class CallTimedOut extends Error {
  override readonly name = "CallTimedOut";
}

/**
 * Sends a call and gathers its answer straight from undici's dispatcher: no stream, no composed abort signal and no listener stays behind.
 * Rejects with `CallTimedOut`, `AnswerTooLarge`, the signal's reason or undici's error.
 */
export function exchange(pool: Pool, call: HttpCall): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const exchanging = new Exchange(call, { resolve, reject });
    pool.dispatch({ path: call.path, method: "POST", headers: call.headers, body: call.body }, exchanging);
  });
}

interface Outcome {
  readonly resolve: (answer: HttpAnswer) => void;
  readonly reject: (cause: unknown) => void;
}

class Exchange implements Dispatcher.DispatchHandler {
  readonly #chunks: Buffer[] = [];
  readonly #timer: NodeJS.Timeout;
  #bytes = 0;
  #status = 0;
  #encoding: string | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #ended: unknown;

  constructor(
    private readonly call: HttpCall,
    private readonly outcome: Outcome,
  ) {
    this.#timer = setTimeout(() => this.#giveUp(new CallTimedOut(`${call.timeoutMs} ms are over`)), call.timeoutMs);
    call.signal?.addEventListener("abort", this.#clientLeft);
    if (call.signal?.aborted) this.#clientLeft();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // Given up while it waited for a connection.
    if (this.#ended instanceof Error) controller.abort(this.#ended);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    this.#status = status;
    const encoding = headers["content-encoding"];
    this.#encoding = Array.isArray(encoding) ? encoding.join(", ") : encoding;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.byteLength;
    this.#chunks.push(chunk);
    if (this.#bytes > this.call.maxAnswerBytes) this.#giveUp(new AnswerTooLarge(`it is larger than ${this.call.maxAnswerBytes} bytes`));
  }

  onResponseEnd(): void {
    this.#finish(true);
    const [only] = this.#chunks;
    const bytes = only !== undefined && this.#chunks.length === 1 ? only : Buffer.concat(this.#chunks);
    if (this.#encoding === undefined) return this.outcome.resolve({ status: this.#status, text: bytes.toString("utf8") });
    decompress(bytes, this.#encoding, this.call.maxAnswerBytes).then(
      (whole) => this.outcome.resolve({ status: this.#status, text: whole.toString("utf8") }),
      this.outcome.reject,
    );
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#finish(error);
    this.outcome.reject(error);
  }

  readonly #clientLeft = (): void => {
    const reason: unknown = this.call.signal?.reason;
    this.#giveUp(reason instanceof Error ? reason : new Error("the client went away"));
  };

  // The promise settles here: a call that waits for a connection hears nothing from the dispatcher.
  #giveUp(reason: Error): void {
    if (this.#ended !== undefined) return;
    this.#finish(reason);
    this.outcome.reject(reason);
    this.#controller?.abort(reason);
  }

  #finish(how: unknown): void {
    this.#ended ??= how;
    clearTimeout(this.#timer);
    this.call.signal?.removeEventListener("abort", this.#clientLeft);
  }
}

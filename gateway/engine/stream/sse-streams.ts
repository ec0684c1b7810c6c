import { GraphQLError } from "graphql";
import { createClient, type Client } from "graphql-sse";
import { Pool } from "undici";
import type { Clock, Telemetry } from "#platform";
import { SubgraphBadAnswer, SubgraphUnavailable, SubscriptionOverrun } from "../errors.js";
import type { GatewayContext } from "../request-context.js";
import type { SourceEvent, SourceRequest } from "../source.js";
import { FIRST_ATTEMPTS, LATER_ATTEMPTS, LONGEST_WAIT_MS, waitBeforeTry } from "./coming-back.js";
import { eventQueue, type EventQueue } from "./event-queue.js";
import type { EventStream } from "./event-stream.js";
import type { HttpStreams } from "./http-streams.js";
import { sseExchange, type SseExchangeOptions } from "./sse-exchange.js";
import { payloadOf, readEvent, refusedBy, WAITING_EVENTS } from "./wire-events.js";

/** What streams of server-sent events stand on. */
export interface SseStreamsOptions extends Pick<SseExchangeOptions, "idleMs" | "maxEventBytes"> {
  readonly clock: Clock;
  readonly telemetry: Pick<Telemetry, "meter">;
  /** Most streams at once. */
  readonly maxStreams: number;
}

/**
 * Opens subscriptions as server-sent events (graphql-sse, distinct connections mode): a connection for each, apart from those of queries, which
 * streams would hold for ever. A broken one comes back with growing waits. `subscribe` waits until the stream is open; it and the stream throw
 * `SubgraphUnavailable`, `SubgraphBadAnswer` or `SubscriptionUnsupported`, the stream also `SubscriptionOverrun` or the subgraph's own error.
 */
export function sseStreams({ name, url }: { readonly name: string; readonly url: string }, options: SseStreamsOptions): HttpStreams {
  const { clock, telemetry, maxStreams, idleMs, maxEventBytes } = options;
  const { origin, pathname, search } = new URL(url);
  const dispatcher = new Pool(origin, { connections: maxStreams, connectTimeout: 3000 });
  const open = new Set<Client>();
  const gauge = telemetry.meter.createObservableGauge("passerelle_subgraph_event_streams", {
    description: "Streams of server-sent events from subgraphs that are open.",
  });
  const read: Parameters<typeof gauge.addCallback>[0] = (result) => result.observe(open.size, { subgraph: name });
  gauge.addCallback(read);
  const line = { subgraph: name, dispatcher, origin, path: pathname + search, idleMs, maxEventBytes, clock, open };
  return {
    subscribe: async (request, context) => {
      if (open.size >= maxStreams) throw new SubgraphUnavailable({ subgraph: name, reason: `${maxStreams} streams are open already` });
      return openStream(line, request, context).catch((reason: unknown) => {
        if (reason instanceof GraphQLError) return { errors: [reason.toJSON()] };
        throw reason;
      });
    },
    close: async () => {
      for (const client of open) client.dispose();
      gauge.removeCallback(read);
      await dispatcher.destroy();
    },
  };
}

interface Line extends Omit<SseExchangeOptions, "failed"> {
  readonly clock: Clock;
  readonly open: Set<Client>;
}

async function openStream(
  line: Line,
  request: SourceRequest,
  { forwardedHeaders, signal }: GatewayContext,
): Promise<EventStream<SourceEvent>> {
  const { subgraph, open } = line;
  const opened = Promise.withResolvers<void>();
  const life = new AbortController();
  const { client, tries } = clientFor(line, forwardedHeaders, { life: life.signal, connected: opened.resolve });
  const queue = eventQueue<SourceEvent>({
    limit: WAITING_EVENTS,
    overrun: () => new SubscriptionOverrun({ subgraph, limit: WAITING_EVENTS }),
    end: () => {
      life.abort(new Error("the subscription has ended"));
      client.dispose();
      open.delete(client);
    },
  });
  const leave = (): void => opened.reject(new SubgraphUnavailable({ subgraph, reason: "nobody waits for its stream any more" }));
  open.add(client);
  client.subscribe(payloadOf(request), {
    next: (message: unknown) => {
      tries.heard();
      if (!hand(message, queue, subgraph)) client.dispose();
    },
    error: (reason: unknown) => {
      const failure = toError(reason, subgraph);
      queue.close(failure);
      opened.reject(failure);
    },
    complete: () => {
      queue.close();
      leave();
    },
  });
  signal?.addEventListener("abort", leave, { once: true });
  if (signal?.aborted) leave();
  try {
    await opened.promise;
    return queue.stream;
  } catch (error) {
    await queue.stream.return();
    throw error;
  } finally {
    signal?.removeEventListener("abort", leave);
  }
}

interface ClientLife {
  readonly life: AbortSignal;
  readonly connected: () => void;
}

function clientFor(line: Line, headers: GatewayContext["forwardedHeaders"], { life, connected }: ClientLife) {
  const tries = new Tries(line.clock, life);
  const client = createClient({
    url: line.origin,
    headers: { ...headers },
    // Ours decides, since theirs gives up quiet streams after so many interruptions, however far apart.
    retryAttempts: Infinity,
    retry: tries.again,
    fetchFn: sseExchange({ ...line, failed: tries.failed }),
    on: {
      connected: () => {
        tries.reached();
        connected();
      },
    },
  });
  return { client, tries };
}

function hand(message: unknown, queue: EventQueue<SourceEvent>, subgraph: string): boolean {
  const event = endedBy(message, subgraph) ?? readEvent(message, subgraph);
  if (!(event instanceof Error)) return queue.push(event);
  queue.close(event);
  return false;
}

// Errors and no data at all: the request has failed, as WebSockets say with a message of its own (GraphQL specification, section 7.1).
function endedBy(message: unknown, subgraph: string): Error | undefined {
  if (typeof message !== "object" || message === null || "data" in message || !("errors" in message)) return undefined;
  return refusedBy(message.errors, subgraph);
}

function toError(reason: unknown, subgraph: string): Error {
  if (reason instanceof Error && "extensions" in reason) return reason;
  return new SubgraphBadAnswer({ subgraph, reason: "its stream is not that of graphql-sse" }, { cause: reason });
}

/** Whether and when a stream is opened again. */
class Tries {
  #failure: Error | undefined;
  #count = 0;
  #wasReached = false;
  #openSince: number | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly signal: AbortSignal,
  ) {}

  readonly failed = (reason: Error): void => {
    this.#failure = reason;
  };

  readonly reached = (): void => {
    this.#wasReached = true;
    this.#openSince = this.clock.now();
  };

  readonly heard = (): void => {
    this.#count = 0;
  };

  /** Waits for the next try; rejects with the last failure when there is none. */
  readonly again = async (): Promise<void> => {
    const failure = this.#failure;
    if (failure !== undefined && !(failure instanceof SubgraphUnavailable)) throw failure;
    // A quiet stream that has lived for long was no failed try.
    if (this.#openSince !== undefined && this.clock.now() - this.#openSince > LONGEST_WAIT_MS) this.#count = 0;
    this.#openSince = undefined;
    this.#count += 1;
    if (this.#count >= (this.#wasReached ? LATER_ATTEMPTS : FIRST_ATTEMPTS)) throw failure ?? new Error("unknown failure");
    await this.clock.wait(waitBeforeTry(this.#count - 1), this.signal).catch(() => undefined);
  };
}

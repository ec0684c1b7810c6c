import type { GraphQLFormattedError } from "graphql";
import { PasserelleError, type Clock, type EventPlace } from "#platform";
import type { CompiledSubscription } from "../compile/subscription-step.js";
import { SubgraphTimeout } from "../errors.js";
import { createGatewayContext, type GatewayContext } from "../request-context.js";
import { newExecution, type Execution } from "../run/execution.js";
import { shapeAnswer } from "../shape/shape-answer.js";
import type { ObjectShape } from "../shape/compile-shape.js";
import type { SourceAnswer, SourceEvent } from "../source.js";
import { eventStream, isEventStream, type EventStream } from "./event-stream.js";

/** What a subscription is opened with. */
export interface Opening {
  readonly subscription: CompiledSubscription;
  readonly shape: ObjectShape;
  /** The client's variables, coerced. */
  readonly variables: Execution["variables"];
  /** Who subscribes; its deadline is the opening's, its signal aborts when the client goes away. */
  readonly context: GatewayContext;
  /** How long the subgraphs may take to complete an event, in milliseconds. */
  readonly eventTimeoutMs: number;
  readonly clock: Clock;
  /** Runs around the work for one event, for example in a span. */
  readonly aroundEvent: (work: () => Promise<SubscriptionEvent>) => Promise<SubscriptionEvent>;
}

/** An answer as the client is to see it. */
export interface EventAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** One event of a client's subscription, completed by all subgraphs. */
export interface SubscriptionEvent {
  readonly answer: EventAnswer;
  /** Its place among the others, where its subgraph tells it. */
  readonly place?: EventPlace | undefined;
}

// The longest that Node's timers can wait, a little under 25 days: what a source derives from the stream's own deadline stays a timer.
const longestMs = 2 ** 31 - 1;

/**
 * Opens the stream at its subgraph; each event is completed by the other subgraphs in a context of its own, with the viewer of the subscription.
 * The stream throws what its subgraph's does. An answer instead of a stream says why there is none.
 */
export async function openSubscription(opening: Opening): Promise<EventStream<SubscriptionEvent> | EventAnswer> {
  const { signal } = opening.context;
  const lifetime = new AbortController();
  const leave = (): void => lifetime.abort(new Error("the subscription has ended"));
  try {
    signal?.addEventListener("abort", leave, { once: true });
    const opened = await openInTime(opening, lifetime);
    if (isEventStream(opened)) return completed(opened, { opening, lifetime, forget: () => signal?.removeEventListener("abort", leave) });
    signal?.removeEventListener("abort", leave);
    return { errors: errorsOf(opened, opening) };
  } catch (error) {
    leave();
    signal?.removeEventListener("abort", leave);
    if (!(error instanceof PasserelleError)) throw error;
    return { errors: [{ message: error.message, extensions: { ...error.extensions } }] };
  }
}

async function openInTime(opening: Opening, lifetime: AbortController): Promise<EventStream<SourceEvent> | SourceAnswer> {
  const { subscription, variables, context, clock } = opening;
  const done = new AbortController();
  const left = Math.max(0, context.deadline - clock.now());
  const late = clock.wait(Math.min(left, longestMs), AbortSignal.any([done.signal, lifetime.signal])).then(
    () => undefined,
    () => undefined,
  );
  const work = subscription.open(variables, contextUntil(opening, { deadline: clock.now() + longestMs, signal: lifetime.signal }));
  const opened = await Promise.race([work, late]);
  done.abort(new Error("the subscription is open"));
  if (opened !== undefined && !lifetime.signal.aborted) return opened;
  // Nobody waits any more for what opens too late: it is closed as soon as it is there.
  work.then(
    (stream) => (isEventStream(stream) ? stream.return() : undefined),
    () => undefined,
  );
  throw new SubgraphTimeout({ subgraph: subscription.subgraph, reason: `its stream did not open within ${Math.floor(left)} ms` });
}

interface Lifetime {
  readonly opening: Opening;
  readonly lifetime: AbortController;
  readonly forget: () => void;
}

function completed(upstream: EventStream<SourceEvent>, { opening, lifetime, forget }: Lifetime): EventStream<SubscriptionEvent> {
  // One for each event: what listens to a signal that lives as long as the subscription is never let go of.
  let current: AbortController | undefined;
  return eventStream<SubscriptionEvent>({
    pull: async () => {
      const next = await upstream.next();
      if (next.done === true) return { done: true, value: undefined };
      const { signal } = (current = new AbortController());
      return { done: false, value: await opening.aroundEvent(() => answerTo(next.value, opening, signal)) };
    },
    end: async () => {
      forget();
      lifetime.abort(new Error("the subscription has ended"));
      current?.abort(new Error("the subscription has ended"));
      await upstream.return();
    },
  });
}

async function answerTo({ answer, place }: SourceEvent, opening: Opening, signal: AbortSignal): Promise<SubscriptionEvent> {
  const { subscription, shape, variables, clock, eventTimeoutMs } = opening;
  const startedAt = clock.now();
  const context = contextUntil(opening, { deadline: startedAt + eventTimeoutMs, signal });
  const execution = newExecution({ variables, context, startedAt });
  subscription.take(await answer(context), execution);
  await subscription.rest?.(execution);
  const { data, errors } = shapeAnswer(shape, execution.data, execution.errors);
  return { answer: errors.length > 0 ? { data, errors } : { data }, place };
}

function contextUntil({ context }: Opening, life: { readonly deadline: number; readonly signal: AbortSignal }): GatewayContext {
  const { viewer, languages, forwardedHeaders } = context;
  return createGatewayContext({ viewer, languages, ...life }, forwardedHeaders);
}

function errorsOf(answer: SourceAnswer, { subscription, variables, context, clock }: Opening): readonly GraphQLFormattedError[] {
  const execution = newExecution({ variables, context, startedAt: clock.now() });
  subscription.take(answer, execution);
  return execution.errors;
}

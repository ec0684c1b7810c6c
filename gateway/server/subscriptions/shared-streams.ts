import type { Logger } from "pino";
import type { Clock, Telemetry } from "#platform";
import { createGatewayContext, type Engine, type OperationAnswer, type SubscriptionRequest } from "../../engine/index.js";
import type { Settings } from "../../config/index.js";
import { outgoingEvent } from "./outgoing-event.js";
import { sharingKey } from "./sharing-key.js";
import { streamInstruments } from "./stream-instruments.js";
import { StreamRun } from "./stream-run.js";
import { Subscriber, type Outlet, type SubscriberGround } from "./subscriber.js";

/** Clients' subscriptions, with the work that several of them need done once. */
export interface SharedStreams {
  /**
   * Subscribes a client until the signal aborts; an answer instead says why not. The subscriber may get its first events before this resolves.
   */
  readonly join: (joining: Joining) => Promise<Subscriber | OperationAnswer>;
}

/** One client that subscribes. */
export interface Joining {
  /** Its context's signal aborts when the client goes away. */
  readonly request: SubscriptionRequest;
  readonly outlet: (subscriber: () => Subscriber) => Outlet;
}

/** What shared streams stand on. */
export interface SharedStreamOptions {
  readonly engine: Pick<Engine, "subscribe">;
  readonly settings: Settings["server"]["subscriptions"];
  /** Whether events tell their place, for gateways that carry them on. */
  readonly tellsPlace?: boolean;
  readonly telemetry: Telemetry;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Runs of one operation for clients with the same rights. */
interface Group {
  readonly runs: Set<StreamRun>;
  /** The run that takes in the others once they have told as much as it has. */
  trunk: StreamRun | undefined;
}

/**
 * Subscribers with the same operation, variables and rights share a stream from its opening on. Who comes after its first event gets a stream
 * of their own, with its own snapshot, and moves over to the shared one as soon as both have told the same: nothing is lost, doubled or
 * reordered ([decision](../../../docs/decisions/0010-shared-subscription-streams.md)). Events without a place cannot be compared, and their
 * streams stay apart.
 */
export function createSharedStreams(options: SharedStreamOptions): SharedStreams {
  const { settings, clock, telemetry } = options;
  const instruments = streamInstruments(telemetry);
  const ground: SubscriberGround = { ...settings, clock, instruments };
  const groups = new Map<string, Group>();
  const start = (key: string, request: SubscriptionRequest): StreamRun => {
    const group = groups.get(key) ?? { runs: new Set(), trunk: undefined };
    groups.set(key, group);
    instruments.streams += 1;
    const run = new StreamRun({
      open: (signal) => options.engine.subscribe(withSignal(request, signal)),
      outgoing: (event) => outgoingEvent(event, { log: options.log, tellsPlace: options.tellsPlace ?? false }),
      onTold: (told) => gather(told, group),
      onOver: (over) => {
        instruments.streams -= 1;
        group.runs.delete(over);
        if (group.trunk === over) group.trunk = undefined;
        if (group.runs.size === 0 && groups.get(key) === group) groups.delete(key);
      },
    });
    if (!run.isOver) group.runs.add(run);
    return run;
  };
  const boardable = (key: string): StreamRun | undefined => {
    for (const run of groups.get(key)?.runs ?? []) if (!run.hasBegun && !run.isOver) return run;
    return undefined;
  };
  let alone = 0;
  return {
    join: ({ request, outlet }) => {
      const key = settings.share ? sharingKey(request) : String((alone += 1));
      const run = boardable(key) ?? start(key, request);
      const subscriber: Subscriber = new Subscriber(
        outlet(() => subscriber),
        ground,
      );
      run.add(subscriber);
      return opened(run, subscriber, request.context.signal);
    },
  };
}

async function opened(run: StreamRun, subscriber: Subscriber, gone: AbortSignal | undefined): Promise<Subscriber | OperationAnswer> {
  const leave = (): void => subscriber.leave();
  gone?.addEventListener("abort", leave, { once: true });
  try {
    const refusal = await run.opened;
    if (refusal === undefined) return subscriber;
    leave();
    return refusal;
  } catch (error) {
    leave();
    throw error;
  } finally {
    gone?.removeEventListener("abort", leave);
  }
}

// A stream outlives the client that opened it, if others have joined.
function withSignal(request: SubscriptionRequest, signal: AbortSignal): SubscriptionRequest {
  const { viewer, languages, deadline, forwardedHeaders } = request.context;
  return { ...request, context: createGatewayContext({ viewer, languages, deadline, signal }, forwardedHeaders) };
}

function gather(run: StreamRun, group: Group): void {
  const { trunk } = group;
  if (trunk === undefined || trunk.isOver) {
    if (run.isCaughtUp) group.trunk = run;
    return;
  }
  const candidates = run === trunk ? [...group.runs] : [run];
  for (const one of candidates) if (one !== trunk && one.fits(trunk)) one.mergeInto(trunk);
}

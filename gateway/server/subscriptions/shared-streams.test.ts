import fc from "fast-check";
import { OperationTypeNode, parse, type OperationDefinitionNode } from "graphql";
import { pino } from "pino";
import { describe, expect, it, vi } from "vitest";
import { anonymous, parseCursor, startTelemetry, systemClock, type Cursor } from "#platform";
import { settingsSchema } from "../../config/index.js";
import { createGatewayContext, eventStream, type Engine, type SubscriptionEvent, type SubscriptionRequest } from "../../engine/index.js";
import type { OutgoingEvent } from "./outgoing-event.js";
import { createSharedStreams, type SharedStreams } from "./shared-streams.js";
import { Subscriber } from "./subscriber.js";

const document = parse("subscription { level }");
const [operation] = document.definitions.filter((one): one is OperationDefinitionNode => "operation" in one);
const defaults = settingsSchema.parse({ systems: {}, subgraphs: {} }).server.subscriptions;

function requestOf(customer?: string, signal = new AbortController().signal): SubscriptionRequest {
  if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) throw new TypeError("no subscription");
  const viewer = customer === undefined ? anonymous : { ...anonymous, kind: "customer" as const, customer };
  const context = createGatewayContext({ viewer, languages: [], deadline: Date.now() + 5000, signal }, {});
  return { document, documentHash: "hash", operation, variables: {}, context, eventTimeoutMs: 1000 };
}

function cursorOf(place: number): Cursor {
  const cursor = parseCursor(`${place}-0`);
  if (cursor === undefined) throw new TypeError("no cursor");
  return cursor;
}

/** A history that streams read: each begins with a snapshot in two messages, then gives every later change. Steps are taken when `pause` lets them. */
function createHistory(pause: () => Promise<void> = () => Promise.resolve()) {
  const wakers = new Set<() => void>();
  const counts = { opened: 0, ended: 0 };
  let head = 0;
  const engine: Pick<Engine, "subscribe"> = {
    subscribe: async () => {
      await pause();
      counts.opened += 1;
      const ready: SubscriptionEvent[] = [];
      let at = head;
      let isOver = false;
      const event = (kind: string, place: number, isCaughtUp: boolean): SubscriptionEvent => ({
        answer: { data: { kind, place } },
        place: { cursor: cursorOf(place), key: kind === "half" ? "half" : "level", isCaughtUp },
      });
      ready.push(event("half", at, false), event("snapshot", at, true));
      return eventStream<SubscriptionEvent>({
        pull: async () => {
          await pause();
          while (ready.length === 0 && at === head && !isOver) await new Promise<void>((resolve) => wakers.add(resolve));
          const [first] = ready.splice(0, 1);
          if (first !== undefined) return { done: false, value: first };
          if (isOver) return { done: true, value: undefined };
          at += 1;
          return { done: false, value: event("change", at, true) };
        },
        end: () => {
          isOver = true;
          counts.ended += 1;
        },
      });
    },
  };
  const change = (): void => {
    head += 1;
    for (const wake of wakers) wake();
    wakers.clear();
  };
  return { engine, counts, change, head: () => head };
}

/** A value that streams tell: as it is when they get to it, and not when it is what they told last. */
function createValue(pause: () => Promise<void>) {
  const told = new Set<() => void>();
  let [value, version] = [0, 0];
  const engine: Pick<Engine, "subscribe"> = {
    subscribe: async () => {
      await pause();
      let [known, seen, isOver]: [number | undefined, number, boolean] = [undefined, -1, false];
      return eventStream<SubscriptionEvent>({
        pull: async () => {
          for (;;) {
            while (seen === version && !isOver) await new Promise<void>((resolve) => told.add(resolve));
            if (isOver) return { done: true, value: undefined };
            const at = (seen = version);
            await pause();
            const read = value;
            await pause();
            if (read === known) continue;
            known = read;
            const place = { cursor: cursorOf(at), key: "value", isCaughtUp: true, state: String(read) };
            return { done: false, value: { answer: { data: { kind: "state", place: read } }, place } };
          }
        },
        end: () => {
          isOver = true;
        },
      });
    },
  };
  const set = (next: number): void => {
    [value, version] = [next, version + 1];
    for (const wake of told) wake();
    told.clear();
  };
  return { engine, set, value: () => value };
}

async function sharedOver(engine: Pick<Engine, "subscribe">, settings = {}): Promise<SharedStreams> {
  const telemetry = await startTelemetry({ serviceName: "test", serviceVersion: "0", otlpEndpoint: undefined });
  return createSharedStreams({
    engine,
    settings: { ...defaults, ...settings },
    telemetry,
    clock: systemClock,
    log: pino({ level: "silent" }),
  });
}

/** A client that takes everything while it is not blocked. */
function reader(shared: SharedStreams, customer?: string) {
  const told: { kind: string; place: number }[] = [];
  const sent: OutgoingEvent[] = [];
  const way = { isBlocked: false, isGivenUp: false, resume: () => undefined as void };
  const life = new AbortController();
  const joined = shared.join({
    request: requestOf(customer, life.signal),
    outlet: (self) => {
      way.resume = () => self().resume();
      return {
        isBlocked: () => way.isBlocked,
        giveUp: () => (way.isGivenUp = true),
        send: (event) => {
          sent.push(event);
          told.push(JSON.parse(event.json.toString()).data);
        },
      };
    },
  });
  const subscriber = async (): Promise<Subscriber> => {
    const one = await joined;
    if (one instanceof Subscriber) return one;
    throw new TypeError("refused");
  };
  return { told, sent, way, life, subscriber };
}

describe("shared streams", () => {
  it("open one stream for those who come before its first event, and make each event once", async () => {
    const history = createHistory();
    const shared = await sharedOver(history.engine);
    const readers = Array.from({ length: 5 }, () => reader(shared));
    await Promise.all(readers.map((one) => one.subscriber()));
    history.change();
    await vi.waitFor(() => expect(readers.every(({ told }) => told.length === 3)).toBe(true));
    expect(history.counts).toEqual({ opened: 1, ended: 0 });
    expect(new Set(readers.map(({ sent }) => sent[2])).size).toBe(1);
    for (const one of readers) (await one.subscriber()).leave();
    await vi.waitFor(() => expect(history.counts).toEqual({ opened: 1, ended: 1 }));
  });

  it("give who comes later a snapshot, then move them over to the shared stream", async () => {
    const history = createHistory();
    const shared = await sharedOver(history.engine);
    const first = reader(shared);
    await vi.waitFor(() => expect(first.told).toHaveLength(2));
    history.change();
    await vi.waitFor(() => expect(first.told).toHaveLength(3));
    const late = reader(shared);
    await vi.waitFor(() => expect(history.counts).toEqual({ opened: 2, ended: 1 }));
    history.change();
    await vi.waitFor(() => expect(late.told.map(({ kind, place }) => `${kind} ${place}`)).toEqual(["half 1", "snapshot 1", "change 2"]));
    expect(late.sent[2]).toBe(first.sent[3]);
  });

  it("are never shared by viewers with different rights", async () => {
    const history = createHistory();
    const shared = await sharedOver(history.engine);
    await Promise.all([reader(shared, "C-1"), reader(shared, "C-2"), reader(shared)].map((one) => one.subscriber()));
    expect(history.counts.opened).toBe(3);
  });

  it("tell each client every change since its snapshot, once and in order, however they come and go", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.constantFrom("join", "change", "change", "leave", "block", "free"), { maxLength: 40 }),
        async (scheduler, steps) => {
          const history = createHistory(() => scheduler.schedule(Promise.resolve()));
          const shared = await sharedOver(history.engine);
          const readers: ReturnType<typeof reader>[] = [];
          const stayed = new Set<ReturnType<typeof reader>>();
          const act = (step: string): void => {
            const [oldest] = stayed;
            if (step === "join") {
              const one = reader(shared);
              readers.push(one);
              stayed.add(one);
            } else if (step === "change") history.change();
            else if (oldest === undefined) return;
            else if (step === "block") oldest.way.isBlocked = true;
            else if (step === "free") free(oldest);
            else {
              stayed.delete(oldest);
              oldest.life.abort();
              void oldest.subscriber().then((one) => one.leave());
            }
          };
          scheduler.scheduleSequence(steps.map((label) => ({ label, builder: () => Promise.resolve(act(label)) })));
          await scheduler.waitIdle();
          for (const one of stayed) free(one);
          await scheduler.waitIdle();
          for (const one of readers) checkTold(one.told);
          for (const one of stayed) expect(one.told.at(-1)?.place).toBe(history.head());
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("shared streams of states", () => {
  it("leave nobody with an older state, though each leaves out what it has told before", async () => {
    const step = fc.oneof(fc.constant("join" as const), fc.integer({ min: 0, max: 2 }));
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(step, { maxLength: 25 }), async (scheduler, steps) => {
        const held = createValue(() => scheduler.schedule(Promise.resolve()));
        const shared = await sharedOver(held.engine);
        const readers: ReturnType<typeof reader>[] = [];
        const act = (one: (typeof steps)[number]): void => {
          if (one === "join") readers.push(reader(shared));
          else held.set(one);
        };
        scheduler.scheduleSequence(steps.map((one) => ({ label: String(one), builder: () => Promise.resolve(act(one)) })));
        await scheduler.waitIdle();
        for (const { told } of readers) expect(told.at(-1)?.place).toBe(held.value());
      }),
      { numRuns: 1000 },
    );
  });
});

function free({ way }: ReturnType<typeof reader>): void {
  way.isBlocked = false;
  way.resume();
}

// While blocked, only the newest change waits: a place may be passed over then, but never come twice or late.
function checkTold(told: readonly { readonly kind: string; readonly place: number }[]): void {
  const changes = told.filter(({ kind }) => kind === "change");
  const places = changes.map(({ place }) => place);
  expect(places).toEqual([...new Set(places)].toSorted((a, b) => a - b));
  const opening = told.filter(({ kind }) => kind !== "change");
  expect(told.slice(0, opening.length)).toEqual(opening);
  for (const { place } of opening) expect(places.every((one) => one > place)).toBe(true);
}

describe("a slow reader", () => {
  it("is told the newest of each key when it reads again, and costs nobody else anything", async () => {
    const history = createHistory();
    const shared = await sharedOver(history.engine);
    const [slow, quick] = [reader(shared), reader(shared)];
    await vi.waitFor(() => expect(slow.told).toHaveLength(2));
    slow.way.isBlocked = true;
    for (let count = 1; count <= 50; count += 1) history.change();
    await vi.waitFor(() => expect(quick.told).toHaveLength(52));
    expect(slow.told).toHaveLength(2);
    free(slow);
    expect(slow.told.slice(2)).toEqual([{ kind: "change", place: 50 }]);
  });

  it("holds the stream back when nobody else reads", async () => {
    const history = createHistory();
    const shared = await sharedOver(history.engine);
    const slow = reader(shared);
    await vi.waitFor(() => expect(slow.told).toHaveLength(2));
    slow.way.isBlocked = true;
    for (let count = 1; count <= 5; count += 1) history.change();
    const { promise, resolve } = Promise.withResolvers<void>();
    setImmediate(resolve);
    await promise;
    free(slow);
    await vi.waitFor(() => expect(slow.told.at(-1)).toEqual({ kind: "change", place: 5 }));
    expect(slow.told).toHaveLength(7);
  });

  it("is given up when it takes nothing for too long", async () => {
    const history = createHistory();
    const shared = await sharedOver(history.engine, { maxBlockedMs: 100 });
    const slow = reader(shared);
    await vi.waitFor(() => expect(slow.told).toHaveLength(2));
    slow.way.isBlocked = true;
    history.change();
    await vi.waitFor(() => expect(slow.way.isGivenUp).toBe(true));
    await vi.waitFor(() => expect(history.counts.ended).toBe(1));
  });

  it("is told that it does not keep up when more waits for it than may", async () => {
    const events = Array.from({ length: 10 }, (_, at) => ({ answer: { data: { kind: "unkeyed", place: at } } }));
    const engine: Pick<Engine, "subscribe"> = {
      subscribe: () => {
        const left = events.values();
        return Promise.resolve(
          eventStream<SubscriptionEvent>({
            pull: () => {
              const { done, value } = left.next();
              return done === true ? new Promise(() => undefined) : Promise.resolve({ done: false, value });
            },
            end: () => undefined,
          }),
        );
      },
    };
    const shared = await sharedOver(engine, { maxWaiting: 3 });
    const [slow, quick] = [reader(shared), reader(shared)];
    slow.way.isBlocked = true;
    await expect((await slow.subscriber()).ended).rejects.toMatchObject({ code: "SUBSCRIPTION_OVERRUN" });
    await vi.waitFor(() => expect(quick.told).toHaveLength(10));
  });
});

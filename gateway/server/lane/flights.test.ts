import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anonymous, type Viewer } from "#platform";
import { createFlights, type Mark } from "./flights.js";
import { operationKey, type KeyedOperation } from "./operation-key.js";

const viewers: readonly Viewer[] = [
  anonymous,
  { kind: "customer", customer: "C-1", groups: [], scopes: new Set() },
  { kind: "customer", customer: "C-2", groups: [], scopes: new Set() },
  { kind: "customer", customer: "C-1", groups: ["TRADE"], scopes: new Set() },
  { kind: "customer", customer: "C-1", groups: [], scopes: new Set(["orders:read"]) },
  { kind: "staff", groups: [], scopes: new Set(["orders:read", "customers:read"]) },
];

const json = fc.jsonValue({ maxDepth: 2 });
const operations: fc.Arbitrary<KeyedOperation> = fc.record({
  hash: fc.constantFrom("a".repeat(64), "b".repeat(64)),
  operationName: fc.constantFrom(undefined, "A", "B"),
  variables: fc.option(fc.dictionary(fc.constantFrom("sku", "first"), fc.oneof(fc.constantFrom(1, "1", null), json), { maxKeys: 2 }), {
    nil: undefined,
  }),
  context: fc.record({
    viewer: fc.constantFrom(...viewers),
    languages: fc.constantFrom([], ["de"], ["de", "fr"]),
    forwardedHeaders: fc.constantFrom({}, { authorization: "Bearer 1" }, { authorization: "Bearer 2" }, { "x-tenant": "t" }),
  }),
});

/** One request of a run: what it asks, and when it comes. */
const requests = fc.array(fc.record({ operation: operations, wait: fc.nat(3) }), { minLength: 2, maxLength: 12 });

/** An execution that answers with all that it was asked, and nothing else. */
const answerTo = ({ hash, operationName, variables, context }: KeyedOperation): string => {
  const { viewer, languages, forwardedHeaders } = context;
  return JSON.stringify(
    [hash, operationName, variables ?? {}, { ...viewer, scopes: [...viewer.scopes] }, languages, forwardedHeaders],
    (_key, value: unknown) =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : value,
  );
};

function everybodyGetsTheirOwn(keyOf: (operation: KeyedOperation) => string) {
  return fc.asyncProperty(requests, fc.scheduler(), async (asked, scheduler) => {
    const flights = createFlights<string>(() => ({ stands: () => true }));
    const answers = asked.map(async ({ operation, wait }) => {
      for (let step = 0; step < wait; step += 1) await scheduler.schedule(Promise.resolve());
      const { result } = flights.join({ key: keyOf(operation), deadline: 1 }, () =>
        scheduler.schedule(Promise.resolve(answerTo(operation))),
      );
      return result;
    });
    await scheduler.waitAll();
    expect(await Promise.all(answers)).toEqual(asked.map(({ operation }) => answerTo(operation)));
  });
}

describe("viewers who ask different and equal things at once", () => {
  it("never get another's answer", async () => {
    await fc.assert(everybodyGetsTheirOwn(operationKey), { numRuns: 1000 });
  });

  it.each<[string, (operation: KeyedOperation) => KeyedOperation]>([
    ["the viewer", (one) => ({ ...one, context: { ...one.context, viewer: anonymous } })],
    ["the languages", (one) => ({ ...one, context: { ...one.context, languages: [] } })],
    ["the headers", (one) => ({ ...one, context: { ...one.context, forwardedHeaders: {} } })],
    ["the variables", (one) => ({ ...one, variables: undefined })],
    ["the operation's name", (one) => ({ ...one, operationName: undefined })],
    ["the document", (one) => ({ ...one, hash: "" })],
  ])("would, if the key left out %s", async (_what, without) => {
    const found = await fc.check(
      everybodyGetsTheirOwn((operation) => operationKey(without(operation))),
      { numRuns: 5000 },
    );
    expect(found.failed).toBe(true);
  });
});

describe("an operation's key", () => {
  const operation: KeyedOperation = {
    hash: "h",
    operationName: undefined,
    variables: { b: 1, a: { d: 2, c: 3 } },
    context: { viewer: anonymous, languages: [], forwardedHeaders: {} },
  };

  it("is the same however the variables are written", () => {
    expect(operationKey({ ...operation, variables: { a: { c: 3, d: 2 }, b: 1 } })).toBe(operationKey(operation));
  });

  it("is the same for two requests with ids of their own", () => {
    const withId = (id: string): string =>
      operationKey({ ...operation, context: { ...operation.context, forwardedHeaders: { "x-request-id": id } } });
    expect(withId("1")).toBe(withId("2"));
  });
});

describe("a flight", () => {
  const never = (): Promise<string> => new Promise(() => undefined);
  const standing: Mark = { stands: () => true };

  it("is not joined once something has changed", () => {
    let isStanding = true;
    const flights = createFlights<string>(() => ({ stands: () => isStanding }));
    flights.join({ key: "k", deadline: 1 }, never);
    expect(flights.join({ key: "k", deadline: 1 }, never).isShared).toBe(true);
    isStanding = false;
    expect(flights.join({ key: "k", deadline: 1 }, never).isShared).toBe(false);
  });

  it("is nobody's but its starter's while changes may go unheard", () => {
    const flights = createFlights<string>(() => undefined);
    flights.join({ key: "k", deadline: 1 }, never);
    expect(flights.join({ key: "k", deadline: 1 }, never).isShared).toBe(false);
  });

  it("is not joined after it was given up", () => {
    const flights = createFlights<string>(() => standing);
    const only = new AbortController();
    let given: AbortSignal | undefined;
    flights.join({ key: "k", deadline: 1, signal: only.signal }, (signal) => {
      given = signal;
      return never();
    });
    only.abort();
    expect(given?.aborted).toBe(true);
    expect(flights.join({ key: "k", deadline: 1 }, never).isShared).toBe(false);
  });

  it("fails for everybody and for nobody later", async () => {
    const flights = createFlights<string>(() => standing);
    const one = flights.join({ key: "k", deadline: 1 }, () => Promise.reject(new Error("crash")));
    const other = flights.join({ key: "k", deadline: 1 }, never);
    await expect(one.result).rejects.toThrow("crash");
    await expect(other.result).rejects.toThrow("crash");
    expect(flights.join({ key: "k", deadline: 1 }, never).isShared).toBe(false);
  });
});

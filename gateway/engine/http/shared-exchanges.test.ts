import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CallTimedOut, type HttpAnswer, type HttpCall } from "./exchange.js";
import { sharedExchanges } from "./shared-exchanges.js";

const base: Omit<HttpCall, "headers" | "body"> = { path: "/", timeoutMs: 60_000, signal: undefined, maxAnswerBytes: 1000 };

function call(viewer: string, body: string, more: Partial<HttpCall> = {}): HttpCall {
  return { ...base, headers: { authorization: viewer }, body, ...more };
}

/** A subgraph that answers when it is told to, with what it was asked and by whom. */
function subgraph() {
  const open: { readonly call: HttpCall; readonly answer: () => void; readonly fail: (cause: Error) => void }[] = [];
  const send = (asked: HttpCall): Promise<HttpAnswer> =>
    new Promise((resolve, reject) => {
      const answer = (): void => resolve({ status: 200, text: `${asked.headers["authorization"]}: ${asked.body}` });
      open.push({ call: asked, answer, fail: reject });
      asked.signal?.addEventListener("abort", () => reject(new Error("aborted")));
    });
  return { open, send };
}

interface Question {
  readonly viewer: string;
  readonly body: string;
}

/** Viewers ask at random moments, and are answered in random order. */
function mixedViewers(keyOf: (question: Question) => string) {
  const question = fc.record({ viewer: fc.constantFrom("ann", "ben", "cleo"), body: fc.constantFrom("stock", "prices") });
  return fc.asyncProperty(fc.array(question, { maxLength: 30 }), fc.scheduler(), async (questions, scheduler) => {
    const send = scheduler.scheduleFunction((one: HttpCall) =>
      Promise.resolve({ status: 200, text: `${one.headers["authorization"]}: ${one.body}` }),
    );
    const share = sharedExchanges(send, () => undefined);
    const answers = Promise.all(
      questions.map(async (one) => {
        await scheduler.schedule(Promise.resolve());
        return (await share(call(one.viewer, one.body), keyOf(one))).text;
      }),
    );
    await scheduler.waitFor(answers);
    expect(await answers).toEqual(questions.map(({ viewer, body }) => `${viewer}: ${body}`));
  });
}

describe("exchanges that are shared", () => {
  it("gives nobody another's answer, whoever asks what and in whichever order the answers come", async () => {
    await fc.assert(
      mixedViewers(({ viewer, body }) => `${viewer}/${body}`),
      { numRuns: 200 },
    );
  });

  it("would, as the same property finds, if the key left the viewer out", async () => {
    await expect(fc.assert(mixedViewers(({ body }) => body))).rejects.toThrow("Property failed");
  });

  it("sends one request for those under way at once, and another one after its answer", async () => {
    const { open, send } = subgraph();
    let shared = 0;
    const share = sharedExchanges(send, () => (shared += 1));
    const together = [share(call("ann", "stock"), "k"), share(call("ann", "stock"), "k"), share(call("ann", "stock"), "k")];
    expect(open).toHaveLength(1);
    open[0]?.answer();
    expect((await Promise.all(together)).map(({ text }) => text)).toEqual(Array(3).fill("ann: stock"));
    expect(shared).toBe(2);
    const later = share(call("ann", "stock"), "k");
    expect(open).toHaveLength(2);
    open[1]?.answer();
    await later;
  });

  it("sends what has no key alone", () => {
    const { open, send } = subgraph();
    const share = sharedExchanges(send, () => undefined);
    void share(call("ann", "stock"), undefined);
    void share(call("ann", "stock"), undefined);
    expect(open).toHaveLength(2);
  });

  it("fails all who wait when the exchange fails, and none who come later", async () => {
    const { open, send } = subgraph();
    const share = sharedExchanges(send, () => undefined);
    const both = [share(call("ann", "stock"), "k"), share(call("ann", "stock"), "k")];
    open[0]?.fail(new Error("reset"));
    for (const one of await Promise.allSettled(both)) expect(one).toMatchObject({ status: "rejected", reason: { message: "reset" } });
    const later = share(call("ann", "stock"), "k");
    open[1]?.answer();
    expect((await later).status).toBe(200);
  });

  it("goes on for the others when one leaves, and ends when the last one does", async () => {
    const { open, send } = subgraph();
    const share = sharedExchanges(send, () => undefined);
    const [first, second] = [new AbortController(), new AbortController()];
    const both = [share(call("ann", "stock", { signal: first.signal }), "k"), share(call("ann", "stock", { signal: second.signal }), "k")];
    first.abort(new Error("the client went away"));
    await expect(both[0]).rejects.toThrow("the client went away");
    expect(open[0]?.call.signal?.aborted).toBe(false);
    second.abort(new Error("the client went away"));
    await expect(both[1]).rejects.toThrow("the client went away");
    expect(open[0]?.call.signal?.aborted).toBe(true);
  });

  it("lets a call with more time than the exchange go alone, and one with less give up by itself", async () => {
    const { open, send } = subgraph();
    const share = sharedExchanges(send, () => undefined);
    const first = share(call("ann", "stock", { timeoutMs: 10_000 }), "k");
    const patient = share(call("ann", "stock", { timeoutMs: 60_000 }), "k");
    expect(open).toHaveLength(2);
    await expect(share(call("ann", "stock", { timeoutMs: 1 }), "k")).rejects.toThrow(CallTimedOut);
    expect(open).toHaveLength(2);
    for (const { answer } of open) answer();
    await Promise.all([first, patient]);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { queryOver } from "../../support/query.js";
import { serveMirror, type Reflection, type ServedMirror } from "./serve-mirror.js";

const document = "query Look($text: String) { mirror(text: $text) { text kind customer run } }";
const many = 20;

describe("equal queries under way at once", () => {
  let served: ServedMirror;
  beforeEach(async () => {
    served = await serveMirror();
    // From here on the document is known.
    await look();
  });
  afterEach(() => served[Symbol.asyncDispose]());

  interface Look {
    readonly text?: string;
    readonly token?: string;
    readonly headers?: Record<string, string>;
    readonly signal?: AbortSignal;
  }

  const look = async ({ text = "x", ...options }: Look = {}): Promise<Reflection> => {
    const { data } = await queryOver(served.url)<{ mirror: Reflection }>(document, { variables: { text }, ...options });
    if (!data) throw new Error("the mirror is blind");
    return data.mirror;
  };
  const everybodyWaits = (clients: number): Promise<void> =>
    vi.waitFor(async () => expect(await served.underWay()).toBe(clients), { timeout: 10_000 });

  async function together(looks: readonly (() => Promise<Reflection>)[]): Promise<readonly Reflection[]> {
    const { letGo } = served.hold();
    const answers = looks.map((one) => one());
    await everybodyWaits(looks.length);
    letGo();
    return Promise.all(answers);
  }

  it("are executed once, and each client gets the answer", async () => {
    const before = served.runs();
    const answers = await together(Array.from({ length: many }, () => () => look()));
    expect(served.runs() - before).toBe(1);
    expect(new Set(answers.map(({ run }) => run)).size).toBe(1);
    expect(await served.metrics()).toMatch(new RegExp(`passerelle_operations_answered_total\\{by="shared"[^}]*\\} ${many - 1}`));
  });

  it("are executed for each viewer, each set of rights, each language and each set of variables apart", async () => {
    const [one, other, trader, clerk] = await Promise.all([
      served.token("C-1"),
      served.token("C-2"),
      served.token("C-1", ["TRADE"]),
      served.token("C-1", [], ["orders:read"]),
    ]);
    const before = served.runs();
    const looks: readonly Look[] = [
      {},
      { text: "y" },
      { token: one },
      { token: other },
      { token: trader },
      { token: clerk },
      { headers: { "accept-language": "de" } },
    ];
    const answers = await together([...looks, ...looks].map((options) => () => look(options)));
    expect(served.runs() - before).toBe(looks.length);
    expect(answers.map(({ customer }) => customer)).toEqual(
      [...looks, ...looks].map(({ token }) => (token === undefined ? null : token === other ? "C-2" : "C-1")),
    );
    expect(new Set(answers.map(({ run }) => run)).size).toBe(looks.length);
  });

  it("share although each has an id of its own", async () => {
    const before = served.runs();
    await together(Array.from({ length: 5 }, (_, at) => () => look({ headers: { "x-request-id": `r${at}` } })));
    expect(served.runs() - before).toBe(1);
  });

  it("lose nobody but the one who leaves", async () => {
    const { letGo } = served.hold();
    const leaving = new AbortController();
    const left = fetch(served.url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: document, variables: { text: "x" } }),
      signal: leaving.signal,
    });
    await everybodyWaits(1);
    const answer = look();
    await everybodyWaits(2);
    leaving.abort();
    await expect(left).rejects.toThrow();
    // By then the gateway has heard that its client is gone.
    await served.metrics();
    await served.metrics();
    expect(served.abandoned()).toBe(0);
    letGo();
    expect((await answer).text).toBe("x");
  });

  it("are given up when the last client has left", async () => {
    const { letGo } = served.hold();
    const leaving = new AbortController();
    const requests = [1, 2].map(() =>
      fetch(served.url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ query: document, variables: { text: "x" } }),
        signal: leaving.signal,
      }),
    );
    await everybodyWaits(2);
    leaving.abort();
    await Promise.allSettled(requests);
    await vi.waitFor(() => expect(served.abandoned()).toBe(1));
    letGo();
  });

  it("are not joined after a mutation has ended", async () => {
    const touch = (): Promise<unknown> => queryOver(served.url)("mutation { touch { text } }");
    await touch();
    const { letGo } = served.hold();
    const first = look();
    await everybodyWaits(1);
    served.letThrough();
    await touch();
    const before = served.runs();
    const second = await look();
    expect(second.run).toBe(before + 1);
    letGo();
    expect((await first).run).toBeLessThan(before);
  });

  it("are not joined by who waits less long", async () => {
    const before = served.runs();
    await together([() => look(), () => look({ headers: { "x-passerelle-timeout-ms": "2000" } })]);
    expect(served.runs() - before).toBe(2);
  });
});

it("equal queries are executed each for itself where sharing is off", async () => {
  await using served = await serveMirror({ operations: { shareInFlight: false } });
  const ask = (): Promise<unknown> => queryOver(served.url)(document);
  await ask();
  const { letGo } = served.hold();
  const answers = [ask(), ask(), ask()];
  await vi.waitFor(() => expect(served.runs()).toBe(4), { timeout: 10_000 });
  letGo();
  await Promise.all(answers);
});

it("mutations are never shared", async () => {
  await using served = await serveMirror();
  const touch = (): Promise<unknown> => queryOver(served.url)("mutation { touch { text } }");
  await touch();
  const { letGo } = served.hold();
  const answers = [touch(), touch(), touch()];
  await vi.waitFor(() => expect(served.runs()).toBe(4), { timeout: 10_000 });
  letGo();
  await Promise.all(answers);
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { changeTags, parseCursor, type ChangeFence, type Clock, type Cursor } from "#platform";
import { queryOver } from "../../support/query.js";
import { sendRaw, type RawAnswer } from "../../support/send-raw.js";
import { serveMirror, type Reflection, type ServedMirror } from "./serve-mirror.js";

const document = "query Look($text: String) { mirror(text: $text) { text customer run } }";

/** A clock and a fence in a test's hand. */
function createWorld() {
  let now = 1_800_000_000_000;
  let changes = 0;
  let hears = true;
  const cursorOf = (at: number): Cursor => parseCursor(`1-${at}`)!;
  const clock: Clock = { now: () => now, wait: () => Promise.resolve() };
  const fence: Pick<ChangeFence, "now" | "stands" | "isCurrent"> = {
    now: () => cursorOf(changes),
    stands: (cursor, tags) => {
      expect(tags).toEqual(changeTags({}));
      return cursor === cursorOf(changes);
    },
    isCurrent: () => hears,
  };
  return {
    clock,
    fence,
    pass: (ms: number) => (now += ms),
    change: () => (changes += 1),
    listen: (does: boolean) => (hears = does),
  };
}

describe("an answer that is kept", () => {
  let world: ReturnType<typeof createWorld>;
  let served: ServedMirror;
  beforeEach(async () => {
    world = createWorld();
    served = await serveMirror({ answers: { maxAgeMs: 1000 }, changes: world.fence, clock: world.clock });
    await look("a document that is known");
  });
  afterEach(() => served[Symbol.asyncDispose]());

  const look = async (text: string, options: { token?: string; headers?: Record<string, string> } = {}): Promise<Reflection> => {
    const { data } = await queryOver(served.url)<{ mirror: Reflection }>(document, { variables: { text }, ...options });
    if (!data) throw new Error("the mirror is blind");
    return data.mirror;
  };

  it("is served again, without an execution", async () => {
    const first = await look("x");
    expect(await look("x")).toEqual(first);
    expect((await look("y")).run).not.toBe(first.run);
    const metrics = await served.metrics();
    expect(metrics).toMatch(/passerelle_operations_answered_total\{by="kept"[^}]*\} 1/);
    expect(metrics).toMatch(/passerelle_kept_answers_reads_total\{result="hit"[^}]*\} 1/);
  });

  it("is not served any more when its time is over", async () => {
    const first = await look("x");
    world.pass(999);
    expect((await look("x")).run).toBe(first.run);
    world.pass(1);
    expect((await look("x")).run).not.toBe(first.run);
  });

  it("is not served after a change, nor when the change came while it was made", async () => {
    const first = await look("x");
    world.change();
    const second = await look("x");
    expect(second.run).not.toBe(first.run);
    const { letGo } = served.hold();
    const overtaken = look("z");
    await expect.poll(() => served.runs()).toBe(second.run + 1);
    world.change();
    served.letThrough();
    letGo();
    expect((await look("z")).run).not.toBe((await overtaken).run);
  });

  it("is not served after a mutation through this gateway", async () => {
    const first = await look("x");
    await queryOver(served.url)("mutation { touch { text } }");
    expect((await look("x")).run).not.toBe(first.run);
  });

  it("is neither served nor kept while changes may go unheard", async () => {
    const first = await look("x");
    world.listen(false);
    const second = await look("x");
    expect(second.run).not.toBe(first.run);
    expect((await look("x")).run).not.toBe(second.run);
  });

  it("is never served to somebody else, in another language or with other rights", async () => {
    const tokens = [await served.token("C-1"), await served.token("C-2"), await served.token("C-1", ["TRADE"])];
    const askers = [{}, ...tokens.map((token) => ({ token })), { headers: { "accept-language": "de" } }];
    const first = await Promise.all(askers.map((asker) => look("x", asker)));
    expect(new Set(first.map(({ run }) => run)).size).toBe(askers.length);
    const again = await Promise.all(askers.map((asker) => look("x", asker)));
    expect(again).toEqual(first);
    expect(again.map(({ customer }) => customer)).toEqual([null, "C-1", "C-2", "C-1", null]);
  });

  it("has no errors", async () => {
    const broken = (): Promise<unknown> => queryOver(served.url)("{ broken mirror { run } }");
    for (let times = 0; times < 3; times += 1) await broken();
    expect(await served.metrics()).not.toMatch(/by="kept"/);
  });
});

describe("what hints say", () => {
  let world: ReturnType<typeof createWorld>;
  let served: ServedMirror;
  beforeEach(async () => {
    world = createWorld();
    served = await serveMirror({ clock: world.clock });
  });
  afterEach(() => served[Symbol.asyncDispose]());

  const get = (query: string, headers: Record<string, string> = {}): Promise<RawAnswer> =>
    sendRaw(`${served.url}?query=${encodeURIComponent(query)}`, { headers: { "apollo-require-preflight": "1", ...headers } });
  const controlOf = async (query: string, headers?: Record<string, string>): Promise<string | null> =>
    (await get(query, headers)).headers.get("cache-control");

  it.each([
    ["{ posted { text } }", "public, max-age=60"],
    ["{ posted { text soon } }", "public, max-age=10"],
    ["{ mine { text } }", "private, max-age=60"],
    ["{ posted { text } mirror { text } }", "private, no-cache"],
    ["{ posted { text } ...F } fragment F on Query { posted { soon } }", "public, max-age=10"],
    ["{ __typename }", "private, no-cache"],
  ])("of %s is told, on both ways: %s", async (query, control) => {
    expect(await controlOf(query)).toBe(control);
    expect(await controlOf(query)).toBe(control);
  });

  it("is private for whoever sends a token", async () => {
    const authorization = `Bearer ${await served.token("C-1")}`;
    expect(await controlOf("{ posted { text } }", { authorization })).toBe("private, max-age=60");
    expect(await controlOf("{ posted { text } }", { authorization })).toBe("private, max-age=60");
  });

  it("keeps an answer that long, and tells its age", async () => {
    const ask = (): Promise<RawAnswer> => get("{ posted { run } }");
    await ask();
    const first = await ask();
    world.pass(7000);
    const second = await ask();
    expect(second.text).toBe(first.text);
    expect(second.headers.get("age")).toBe("7");
    world.pass(53_000);
    expect((await ask()).text).not.toBe(first.text);
  });

  it("does not keep what is private", async () => {
    const runs = await Promise.all([1, 2, 3].map(async () => (await get("{ mine { run } }")).text));
    expect(new Set(runs).size).toBe(3);
  });
});

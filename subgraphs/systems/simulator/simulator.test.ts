import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { emptyMerchant } from "../merchant/empty-merchant.js";
import { startSimulator } from "./start-simulator.js";
import type { RunningSimulator, SimulatorDefinition } from "./simulator.js";

const noteSchema = z.object({ operation: z.string(), text: z.string() });

/** A vendor with a single path, as JSON-RPC has. */
const notes: SimulatorDefinition = {
  vendor: "notes",
  seed: (merchant, { store }) => void store.collection("note").put(store.collection("note").nextId(), { text: merchant.name }),
  operationOf: (request) => noteSchema.safeParse(request.body).data?.operation,
  routes: (app, { store, journal }) => {
    const collection = store.collection<{ text: string }>("note");
    app.get("/notes", () => collection.all());
    app.post("/rpc", (request) => {
      const body = noteSchema.parse(request.body);
      return journal.accept({ method: request.method, path: request.url, operation: body.operation, body }, () => {
        const id = collection.nextId();
        collection.put(id, { text: body.text });
        return { id };
      });
    });
  },
  credentials: ({ url }) => ({ url: url() }),
};

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "simulator-"));
  folders.push(folder);
  return folder;
}

function post(simulator: RunningSimulator, path: string, body: unknown): Promise<Response> {
  return fetch(simulator.url + path, asJson(body));
}

function postImpatiently(simulator: RunningSimulator): Promise<Response> {
  return fetch(`${simulator.url}/rpc`, { ...asJson(addNote), signal: AbortSignal.timeout(200) });
}

function asJson(body: unknown): RequestInit {
  return { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

async function read(simulator: RunningSimulator, path: string): Promise<unknown> {
  return (await fetch(simulator.url + path)).json();
}

const start = (dataDir?: string): Promise<RunningSimulator> =>
  startSimulator(notes, { merchant: emptyMerchant, ...(dataDir === undefined ? {} : { dataDir }) });

const addNote = { operation: "note.create", text: "hello" };

describe("startSimulator", () => {
  it("keeps documents, journal and sequence across a restart and does not seed twice", async () => {
    const folder = newFolder();
    const first = await start(folder);
    await post(first, "/rpc", addNote);
    await first.close();
    await using second = await start(folder);
    expect(await read(second, "/notes")).toEqual([{ text: emptyMerchant.name }, { text: "hello" }]);
    expect(await read(second, "/_journal")).toMatchObject([{ seq: 1, operation: "note.create", body: addNote, result: { id: 2 } }]);
    expect(await (await post(second, "/rpc", addNote)).json()).toEqual({ id: 3 });
  });

  it("lists the journal after a sequence number and by operation", async () => {
    await using simulator = await start();
    await post(simulator, "/rpc", addNote);
    await post(simulator, "/rpc", { ...addNote, operation: "note.copy" });
    expect(await read(simulator, "/_journal?after=1")).toMatchObject([{ seq: 2 }]);
    expect(await read(simulator, "/_journal?operation=note.create")).toMatchObject([{ seq: 1 }]);
    expect((await fetch(`${simulator.url}/_journal?after=x`)).status).toBe(400);
  });

  it("counts every request by operation, reads and unknown paths too, until reset", async () => {
    await using simulator = await start();
    await post(simulator, "/rpc", addNote);
    await read(simulator, "/notes?page=2");
    await read(simulator, "/nowhere");
    expect(await read(simulator, "/_calls")).toEqual({
      total: 3,
      operations: { "note.create": 1, "GET /notes": 1, "GET /nowhere": 1 },
    });
    await fetch(`${simulator.url}/_calls`, { method: "DELETE" });
    expect(await read(simulator, "/_calls")).toEqual({ total: 0, operations: {} });
  });
});

describe("faults on demand", () => {
  it("answers a status with Retry-After as often as asked, then recovers", async () => {
    await using simulator = await start();
    await post(simulator, "/_faults", { match: { path: "/notes" }, fault: "status", status: 429, retryAfter: 7, times: 1 });
    const refused = await fetch(`${simulator.url}/notes`);
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "7"]);
    expect((await fetch(`${simulator.url}/notes`)).status).toBe(200);
    expect(await read(simulator, "/_faults")).toEqual([]);
  });

  it("hits only the operation that was named", async () => {
    await using simulator = await start();
    await post(simulator, "/_faults", { match: { operation: "note.c*" }, fault: "status" });
    expect((await post(simulator, "/rpc", { ...addNote, operation: "note.delete" })).status).toBe(200);
    expect((await post(simulator, "/rpc", addNote)).status).toBe(500);
    expect(simulator.journal.list()).toHaveLength(1);
  });

  it("accepts the write and never answers", async () => {
    await using simulator = await start();
    await post(simulator, "/_faults", { match: { method: "POST", path: "/rpc" }, fault: "accept-then-hang" });
    await expect(postImpatiently(simulator)).rejects.toThrow(/timeout/i);
    expect(simulator.journal.list()).toHaveLength(1);
  });

  it("hangs, resets and talks garbage without accepting anything, and still closes at once", async () => {
    const simulator = await start();
    for (const fault of ["hang", "reset", "garbage"]) await post(simulator, "/_faults", { fault, times: 1 });
    await expect(postImpatiently(simulator)).rejects.toThrow(/timeout/i);
    await expect(post(simulator, "/rpc", addNote)).rejects.toThrow();
    const garbage = await post(simulator, "/rpc", addNote);
    expect([garbage.status, await garbage.text()]).toEqual([200, expect.stringContaining("<html>")]);
    expect(simulator.journal.list()).toHaveLength(0);
    await post(simulator, "/_faults", { fault: "hang" });
    const unanswered = fetch(`${simulator.url}/notes`);
    await simulator.close();
    await expect(unanswered).rejects.toThrow();
  });
});

describe("asking for faults", () => {
  it("matches paths by glob", async () => {
    await using simulator = await start();
    await post(simulator, "/_faults", { match: { path: "/no*s" }, fault: "latency", latencyMs: 60 });
    const startedAt = performance.now();
    await read(simulator, "/notes");
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(55);
  });

  it.each([
    [{ fault: "explode" }, /fault: .*latency.*reorder-webhooks/],
    [[{ fault: "hang" }, { fault: "hang", times: 0 }], /1\.times/],
    [{ fault: "latency" }, /latencyMs/],
    [{ fault: "hang", machtes: {} }, /machtes/],
  ])("refuses %j and names the field", async (body, problem) => {
    await using simulator = await start();
    const refused = await post(simulator, "/_faults", body);
    expect(refused.status).toBe(400);
    expect(await refused.text()).toMatch(problem);
    expect(simulator.faults.list()).toEqual([]);
  });

  it("clears all faults", async () => {
    await using simulator = await start();
    await post(simulator, "/_faults", [{ fault: "hang" }, { fault: "reset" }]);
    await fetch(`${simulator.url}/_faults`, { method: "DELETE" });
    expect((await fetch(`${simulator.url}/notes`)).status).toBe(200);
  });
});

describe("webhooks", () => {
  it("doubles and reorders them on demand", async () => {
    await using receiver = await start();
    await using sender = await start();
    const send = (topic: string): void =>
      sender.webhooks.send({
        topic,
        url: `${receiver.url}/rpc`,
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ operation: topic, text: "changed" }),
      });
    await post(sender, "/_faults", [
      { match: { operation: "first" }, fault: "reorder-webhooks", times: 1 },
      { match: { operation: "third" }, fault: "duplicate-webhook" },
    ]);
    for (const topic of ["first", "second", "third"]) send(topic);
    await sender.webhooks.settled();
    expect(receiver.journal.list().map((entry) => entry.operation)).toEqual(["second", "first", "third", "third"]);
    expect(sender.webhooks.deliveries().every((delivery) => delivery.status === 200)).toBe(true);
  });
});

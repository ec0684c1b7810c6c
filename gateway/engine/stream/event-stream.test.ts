import { describe, expect, it, vi } from "vitest";
import { eventQueue } from "./event-queue.js";
import { eventStream } from "./event-stream.js";

const never = (): Promise<IteratorResult<number>> => new Promise(() => undefined);

describe("an event stream", () => {
  it("gives events in order, to readers that ask at once too", async () => {
    let at = 0;
    const stream = eventStream<number>({ pull: () => Promise.resolve({ done: false, value: (at += 1) }), end: () => undefined });
    expect(await Promise.all([stream.next(), stream.next(), stream.next()])).toEqual([1, 2, 3].map((value) => ({ done: false, value })));
  });

  it("ends while a reader waits, and lets go of its feed once", async () => {
    const end = vi.fn();
    const stream = eventStream<number>({ pull: never, end });
    const waiting = stream.next();
    await Promise.all([stream.return(), stream.return()]);
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    expect(end).toHaveBeenCalledOnce();
  });

  it("tells its reader what it failed with, and lets go of its feed once", async () => {
    const end = vi.fn();
    const stream = eventStream<number>({ pull: () => Promise.reject(new Error("broken")), end });
    await expect(stream.next()).rejects.toThrow("broken");
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    await stream.return();
    expect(end).toHaveBeenCalledOnce();
  });

  it("lets go of its feed when that is done", async () => {
    const end = vi.fn();
    const stream = eventStream<number>({ pull: () => Promise.resolve({ done: true, value: undefined }), end });
    for await (const _event of stream) expect.unreachable();
    expect(end).toHaveBeenCalledOnce();
  });
});

describe("an event queue", () => {
  const open = (end = vi.fn()) => ({ end, queue: eventQueue<number>({ limit: 3, overrun: () => new Error("too slow"), end }) });

  it("keeps what comes before it is read, and ends after it", async () => {
    const { queue } = open();
    expect([queue.push(1), queue.push(2)]).toEqual([true, true]);
    queue.close();
    expect(queue.push(3)).toBe(false);
    expect(await Array.fromAsync(queue.stream)).toEqual([1, 2]);
  });

  it("wakes a reader that waits", async () => {
    const { queue } = open();
    const waiting = queue.stream.next();
    await Promise.resolve();
    queue.push(7);
    expect(await waiting).toEqual({ done: false, value: 7 });
  });

  it("fails a reader that falls behind, rather than grow", async () => {
    const { queue, end } = open();
    expect([1, 2, 3, 4].map(queue.push)).toEqual([true, true, true, false]);
    await expect(queue.stream.next()).rejects.toThrow("too slow");
    expect(end).toHaveBeenCalledOnce();
  });

  it("fails after the events that came before the failure", async () => {
    const { queue } = open();
    queue.push(1);
    queue.close(new Error("broken"));
    expect(await queue.stream.next()).toEqual({ done: false, value: 1 });
    await expect(queue.stream.next()).rejects.toThrow("broken");
  });
});

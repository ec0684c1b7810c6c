import { describe, expect, it } from "vitest";
import type { ChangeEvent } from "../events/change-event.js";
import { changeTags, createChangeFence, type ChangeFenceOptions, type ChangeSubject } from "./change-fence.js";
import { createBusCluster } from "./testing/bus-cluster.js";

const changed = (subject: string, { type = "stock.changed", system = "erp" }: ChangeSubject = {}): ChangeEvent => ({
  type,
  subject,
  system,
  origin: "webhook",
  receivedAt: "2026-01-01T00:00:00.000Z",
});

const stockOfA = changeTags({ type: "stock.changed", system: "erp", subject: "A" });

function setUp(options: Omit<ChangeFenceOptions, "bus"> = {}) {
  const { nodes, publish } = createBusCluster(1);
  const [bus] = nodes;
  if (bus === undefined) throw new Error("a cluster of one has one node");
  return { bus, publish, fence: createChangeFence({ bus, ...options }) };
}

describe("a change fence", () => {
  it("lets nothing stand that was read before its subject changed, and everything that was read after", async () => {
    const { fence, publish } = setUp();
    const before = fence.now();
    expect(fence.stands(before, stockOfA)).toBe(true);
    await publish([changed("A")]);
    expect(fence.stands(before, stockOfA)).toBe(false);
    expect(fence.stands(fence.now(), stockOfA)).toBe(true);
  });

  it.each<[string, ChangeEvent]>([
    ["another subject", changed("B")],
    ["another type", changed("A", { type: "price.changed" })],
    ["another system", changed("A", { system: "shop" })],
    ["all of another type", changed("*", { type: "price.changed" })],
  ])("lets stand what %s changed after", async (_what, event) => {
    const { fence, publish } = setUp();
    const before = fence.now();
    await publish([event]);
    expect(fence.stands(before, stockOfA)).toBe(true);
  });

  it.each<[string, ChangeSubject, ChangeEvent]>([
    ["an unnamed subject of its type", { type: "stock.changed", system: "erp", subject: "A" }, changed("*")],
    ["its subject in any system", { type: "stock.changed", subject: "A" }, changed("A", { system: "shop" })],
    ["an unnamed subject in any system", { type: "stock.changed", subject: "A" }, changed("*", { system: "shop" })],
    ["its subject in any way", { subject: "A" }, changed("A", { type: "price.changed" })],
    ["any subject of its type and system", { type: "stock.changed", system: "erp" }, changed("B")],
    ["anything at all", {}, changed("B", { type: "price.changed" })],
    ["everything, as a bus says that lost its history", { subject: "A" }, changed("*", { type: "*", system: "*" })],
  ])("lets nothing stand that depends on %s", async (_what, subject, event) => {
    const { fence, publish } = setUp();
    const before = fence.now();
    await publish([event]);
    expect(fence.stands(before, changeTags(subject))).toBe(false);
    expect(fence.stands(fence.now(), changeTags(subject))).toBe(true);
  });

  it("does not vouch for what was read before it listened", async () => {
    const { bus, publish } = setUp();
    const before = bus.head();
    await publish([changed("B")]);
    const late = createChangeFence({ bus });
    expect(late.stands(before, stockOfA)).toBe(false);
    expect(late.stands(bus.head(), stockOfA)).toBe(true);
  });

  it("keeps its bound, and lets nothing stand that is older than what it forgot", async () => {
    const { fence, publish } = setUp({ maxTags: 12 });
    const before = fence.now();
    await publish([changed("A")]);
    const between = fence.now();
    for (const subject of ["B", "C", "D", "E"]) await publish([changed(subject)]);
    expect(fence.stands(before, stockOfA)).toBe(false);
    expect(fence.stands(between, changeTags({ type: "stock.changed", system: "erp", subject: "B" }))).toBe(false);
    expect(fence.stands(before, changeTags({ subject: "never seen" }))).toBe(false);
    expect(fence.stands(fence.now(), stockOfA)).toBe(true);
  });

  it("is as current as its bus, and not any more when it is closed", () => {
    const { fence, bus } = setUp();
    expect(fence.isCurrent()).toBe(true);
    bus.connect(false);
    expect(fence.isCurrent()).toBe(false);
    bus.connect(true);
    expect(fence.isCurrent()).toBe(true);
    fence.close();
    expect(fence.isCurrent()).toBe(false);
  });
});

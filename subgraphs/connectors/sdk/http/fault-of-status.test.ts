import { describe, expect, it } from "vitest";
import { faultOfStatus } from "./fault-of-status.js";
import { retryAfterMs } from "./retry-after.js";

const now = Date.UTC(2026, 0, 1);
const answer = (status: number, headers: Record<string, string> = {}) => ({
  status,
  headers: new Headers(headers),
  text: "",
  body: undefined,
});

describe("what an HTTP status means", () => {
  it.each([
    [200, undefined],
    [207, undefined],
    [401, "unauthorized"],
    [403, "refused"],
    [404, "refused"],
    [408, "unavailable"],
    [422, "refused"],
    [425, "unavailable"],
    [429, "rate-limited"],
    [500, "unavailable"],
    [503, "unavailable"],
  ])("%i is %s", (status, kind) => {
    expect(faultOfStatus(answer(status), now)?.kind).toBe(kind);
  });

  it("carries the time to wait", () => {
    expect(faultOfStatus(answer(503, { "retry-after": "7" }), now)).toMatchObject({ kind: "unavailable", retryAfterMs: 7_000 });
  });
});

describe("Retry-After", () => {
  it.each([
    ["3", 3_000],
    ["2.0", 2_000],
    ["0", 0],
    ["Thu, 01 Jan 2026 00:00:05 GMT", 5_000],
    ["Wed, 31 Dec 2025 23:00:00 GMT", 0],
    ["soon", undefined],
    ["", undefined],
  ])("%j is %s ms", (hint, ms) => {
    expect(retryAfterMs(new Headers({ "retry-after": hint }), now)).toBe(ms);
  });
});

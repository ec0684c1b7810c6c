import { describe, expect, it } from "vitest";
import { SystemRefused, SystemUnauthorized } from "./errors.js";
import { createKeptSession } from "./session.js";
import { createTurnedClock } from "./testing/turned-clock.js";

const where = { system: "erp", operation: "read" };

function counted(lifetimeMs?: () => number) {
  const clock = createTurnedClock();
  let logins = 0;
  const login = async (): Promise<string> => `session ${(logins += 1)}`;
  const kept = createKeptSession({ login, ...(lifetimeMs ? { lifetimeMs } : {}) }, { system: "erp", clock });
  return { clock, kept, logins: () => logins };
}

describe("a kept session", () => {
  it("logs in once for all who ask at the same time", async () => {
    const { kept, logins } = counted();
    const work = async (session: string): Promise<string> => session;
    expect(await Promise.all([kept.use({}, work), kept.use({}, work)])).toEqual(["session 1", "session 1"]);
    expect(logins()).toBe(1);
  });

  it("renews a session that the vendor ended, once for all who were refused", async () => {
    const { kept, logins } = counted();
    const work = async (session: string): Promise<string> => {
      if (session === "session 1") throw new SystemUnauthorized(where);
      return session;
    };
    expect(await Promise.all([kept.use({}, work), kept.use({}, work), kept.use({}, work)])).toEqual([
      "session 2",
      "session 2",
      "session 2",
    ]);
    expect(logins()).toBe(2);
  });

  it("gives up when the new session is refused too, and passes on every other error", async () => {
    const { kept, logins } = counted();
    const refuse = kept.use({}, () => Promise.reject(new SystemUnauthorized(where)));
    await expect(refuse).rejects.toMatchObject({ code: "SYSTEM_UNAUTHORIZED" });
    expect(logins()).toBe(2);
    await expect(kept.use({}, () => Promise.reject(new SystemRefused(where)))).rejects.toMatchObject({ code: "SYSTEM_REFUSED" });
    expect(logins()).toBe(2);
  });

  it("renews unasked when its time is up", async () => {
    const { clock, kept } = counted(() => 1_000);
    const work = async (session: string): Promise<string> => session;
    expect(await kept.use({}, work)).toBe("session 1");
    clock.advance(1_000);
    expect(await kept.use({}, work)).toBe("session 2");
  });

  it("tries again after a login that failed", async () => {
    let logins = 0;
    const login = async (): Promise<number> => {
      logins += 1;
      if (logins === 1) throw new SystemUnauthorized(where);
      return logins;
    };
    const kept = createKeptSession({ login }, { system: "erp", clock: createTurnedClock() });
    const work = async (session: number): Promise<number> => session;
    await expect(kept.use({}, work)).rejects.toMatchObject({ code: "SYSTEM_UNAUTHORIZED" });
    expect(await kept.use({}, work)).toBe(2);
  });
});

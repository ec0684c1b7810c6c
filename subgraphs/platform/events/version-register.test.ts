import { describe, expect, it } from "vitest";
import type { ChangeEvent, ChangeVersion } from "./change-event.js";
import { createVersionRegister } from "./version-register.js";

const at = (second: number, sequence?: number): ChangeVersion => ({ at: new Date(second * 1000).toISOString(), sequence });
const changed = (subject: string, version?: ChangeVersion, vendorEventId?: string): ChangeEvent => ({
  type: "stock.changed",
  system: "erp",
  origin: "webhook",
  receivedAt: "2026-01-01T00:00:00.000Z",
  subject,
  version,
  vendorEventId,
});
const register = (subjectLimit = 100) => createVersionRegister({ subjectLimit, vouchedAfterMs: 1000_000 });

describe("the register of versions", () => {
  it("knows a newer version from an older one, by time and then by sequence", () => {
    const { judge } = register();
    expect(judge(changed("a", at(2000)))).toBe("newest");
    expect(judge(changed("a", at(1999)))).toBe("older");
    expect(judge(changed("a", at(2001, 1)))).toBe("newest");
    expect(judge(changed("a", at(2001, 3)))).toBe("newest");
    expect(judge(changed("a", at(2001, 2)))).toBe("older");
    expect(judge(changed("b", at(1999)))).toBe("newest");
    expect(judge({ ...changed("a", at(1999)), type: "price.changed" })).toBe("newest");
    expect(judge({ ...changed("a", at(1999)), system: "shop" })).toBe("newest");
  });

  it("knows a notice again by its version and id, and is unsure of another one with the same version", () => {
    const { judge } = register();
    expect(judge(changed("a", at(2000), "n1"))).toBe("newest");
    expect(judge(changed("a", at(2000), "n1"))).toBe("duplicate");
    expect(judge(changed("a", at(2000), "n2"))).toBe("unsure");
    expect(judge(changed("a", at(2000)))).toBe("unsure");
  });

  it("is unsure without a version, with a time that is none, and of everything at once", () => {
    const { judge } = register();
    expect(judge(changed("a"))).toBe("unsure");
    expect(judge(changed("a", { at: "yesterday" }))).toBe("unsure");
    expect(judge(changed("*", at(2000)))).toBe("unsure");
    expect(judge(changed("*", at(2000)))).toBe("unsure");
  });

  it("vouches for no change of the time before it was there, until a later one has come", () => {
    const { judge } = register();
    expect(judge(changed("a", at(900)))).toBe("unsure");
    expect(judge(changed("a", at(950)))).toBe("unsure");
    expect(judge(changed("a", at(800)))).toBe("older");
    expect(judge(changed("a", at(1001)))).toBe("newest");
    expect(judge(changed("a", at(1002)))).toBe("newest");
  });

  it("does not take an older value for the newest of a subject that it has forgotten", () => {
    const { judge, size } = register(2);
    expect(judge(changed("a", at(3000)))).toBe("newest");
    for (const subject of ["b", "c"]) judge(changed(subject, at(2000)));
    expect(size()).toBe(2);
    expect(judge(changed("a", at(2999)))).toBe("unsure");
    expect(judge(changed("a", at(2999, 1)))).toBe("unsure");
    expect(judge(changed("a", at(3001)))).toBe("newest");
  });
});

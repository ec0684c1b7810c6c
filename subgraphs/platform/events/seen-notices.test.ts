import { expect, it } from "vitest";
import { createLocalNotices } from "./seen-notices.js";

it("takes a notice once, by system, until it is given back or forgotten", async () => {
  let now = 0;
  const notices = createLocalNotices({ rememberMs: 1000, limit: 2, clock: { now: () => now, wait: () => Promise.resolve() } });
  expect(await notices.claim("erp", "1")).toBe(true);
  expect(await notices.claim("erp", "1")).toBe(false);
  expect(await notices.claim("shop", "1")).toBe(true);
  await notices.release("erp", "1");
  expect(await notices.claim("erp", "1")).toBe(true);
  now = 1000;
  expect(await notices.claim("erp", "1")).toBe(true);
  await notices.claim("erp", "2");
  await notices.claim("erp", "3");
  expect(await notices.claim("erp", "1")).toBe(true);
});

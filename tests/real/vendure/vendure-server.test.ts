import { expect, it } from "vitest";
import { startVendure, vendureMissing } from "./start-vendure.js";
import { vendureClerk } from "./vendure-clerk.js";

it.skipIf(vendureMissing())("gives a filled server that a clerk can work in", async () => {
  await using vendure = await startVendure();
  expect(vendure.skus).toHaveLength(24);
  const clerk = await vendureClerk(vendure);
  await clerk.setStock("OAK-DESK-S", "Paris shop", 42);
  await clerk.setPrice("OAK-DESK-S", 4_242);
});

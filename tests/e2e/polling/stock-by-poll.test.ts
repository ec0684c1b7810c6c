import { describe, expect, it } from "vitest";
import type { Settings } from "../../../gateway/config/index.js";
import { countStock, odooClerk } from "../../contract/odoo-clerk.js";
import { startStack, type Stack } from "../../support/start-stack.js";

const pace = { minIntervalMs: 100, maxIntervalMs: 200 };

function polled(settings: Settings): Settings {
  const { erp } = settings.systems;
  if (erp === undefined) throw new Error("The demo has no ERP.");
  return { ...settings, systems: { ...settings.systems, erp: { ...erp, changes: { poll: pace, compareEvery: false } } } };
}

describe("a change in the ERP that has to be asked for", () => {
  it("reaches the bus, and the next query reads it", async () => {
    await using stack = await startStack({ change: polled });
    const sku = stack.merchant.products[0]?.sku ?? "";
    const events = stack.gateway.events.follow({ types: ["stock.changed"] });
    if (events === undefined) throw new Error("The bus has no history.");
    // The first poll says that everything may have changed.
    expect((await events.next()).value).toMatchObject({ subject: "*", system: "erp", origin: "poll" });
    const clerk = await odooClerk(stack.systems.erp);
    await countStock(clerk, sku, 4_242);
    expect(await nextAbout(events, sku)).toMatchObject({ type: "stock.changed", system: "erp", origin: "poll" });
    expect(await onHand(stack, sku)).toContain(4_242);
    await events.return?.();
  });
});

async function nextAbout(events: AsyncIterableIterator<{ readonly subject: string }>, sku: string): Promise<unknown> {
  for (let event = await events.next(); event.done !== true; event = await events.next())
    if (event.value.subject === sku) return event.value;
  throw new Error("The events ended.");
}

async function onHand({ query }: Stack, sku: string): Promise<readonly number[]> {
  const { data } = await query<{ product: { stock: { levels: { onHand: number }[] } } }>(
    `query ($sku: ID!) { product(sku: $sku) { stock { levels { onHand } } } }`,
    { variables: { sku } },
  );
  return data?.product.stock.levels.map((level) => level.onHand) ?? [];
}

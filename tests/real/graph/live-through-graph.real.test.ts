import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { subscribeBy, subscriptionWays, type Heard, type Subscription } from "../../support/subscribe.js";
import { startTryton, trytonMissing, type RunningTryton } from "../tryton/start-tryton.js";
import { trytonClerk, type TrytonClerk } from "../tryton/tryton-clerk.js";
import { startVendure, vendureMissing, type RunningVendure } from "../vendure/start-vendure.js";
import { vendureClerk, type VendureClerk } from "../vendure/vendure-clerk.js";
import { catalogueOf } from "./catalogue-of.js";
import { startGraph, type Graph } from "./start-graph.js";
import { trytonProducts, trytonSystem } from "./tryton-settings.js";
import { vendureSystem } from "./vendure-settings.js";

const changes = `subscription Live($skus: [ID!]!) {
  stockChanged(skus: $skus) {
    kind
    cursor
    stock { onHand levels { location { id } onHand } source }
    product { sku name(locale: "en-GB") price { net { amount } } }
  }
}`;

const stock = `query Stock($skus: [ID!]!) { products(skus: $skus) { stock { levels { location { id } onHand } } } }`;

/** The next change that tells this quantity somewhere; others may come before it. */
async function changeTelling(stream: Subscription, onHand: number): Promise<Heard> {
  for (let heard = await stream.next(); heard !== undefined; heard = await stream.next()) {
    expect(heard.errors).toBeUndefined();
    const { stockChanged } = heard.data;
    if (stockChanged.kind === "CHANGE" && levelsIn(stockChanged.stock).includes(onHand)) return stockChanged;
  }
  throw new Error(`The stream ended before ${onHand} was told.`);
}

function levelsIn({ levels }: Heard): readonly number[] {
  return levels.map((level: Heard) => level.onHand);
}

async function levelsOf({ query }: Graph, sku: string): Promise<readonly number[]> {
  const { data, errors } = await query(stock, { variables: { skus: [sku] } });
  expect(errors).toBeUndefined();
  return levelsIn(data.products[0].stock);
}

const noTryton = trytonMissing();

describe.skipIf(noTryton)(`stock in a real Tryton${noTryton === undefined ? "" : ` (skipped: ${noTryton})`}`, () => {
  let tryton: RunningTryton;
  let clerk: TrytonClerk;
  let graph: Graph;
  beforeAll(async () => {
    tryton = await startTryton();
    clerk = await trytonClerk(tryton);
    const asked = { poll: { minIntervalMs: 200, maxIntervalMs: 500 }, compareEvery: false };
    graph = await startGraph(catalogueOf(trytonProducts), {
      systems: { erp: { ...trytonSystem(tryton), changes: asked } },
      subgraphs: { erp: { system: "erp" } },
      isCached: true,
    });
  });
  afterAll(async () => {
    await graph?.[Symbol.asyncDispose]();
    await tryton?.[Symbol.asyncDispose]();
  });

  it.each([...subscriptionWays.entries()])(
    "reaches subscribers when it changes there, and the next query reads it (%i: %s)",
    async (at, way) => {
      const { sku, name } = trytonProducts[at + 2] ?? { sku: "", name: "" };
      const quantity = 810 + at;
      await using stream = subscribeBy(way, graph.url, { query: changes, variables: { skus: [sku] } });
      expect((await stream.next()).data.stockChanged).toMatchObject({ kind: "SNAPSHOT", product: { sku, name }, stock: { source: "erp" } });
      await clerk.adjustStock({ sku, location: "SHOP-LILLE", quantity });
      const change = await changeTelling(stream, quantity);
      expect(change).toMatchObject({ product: { sku, name, price: { net: { amount: expect.any(String) } } } });
      expect(await levelsOf(graph, sku)).toContain(quantity);
    },
  );
});

const noVendure = vendureMissing();

describe.skipIf(noVendure)(`stock in a real Vendure${noVendure === undefined ? "" : ` (skipped: ${noVendure})`}`, () => {
  let vendure: RunningVendure;
  let clerk: VendureClerk;
  let graph: Graph;
  beforeAll(async () => {
    vendure = await startVendure();
    clerk = await vendureClerk(vendure);
    // Vendure stamps no change of stock: it is compared.
    graph = await startGraph(catalogueOf(vendure.skus.map((sku) => ({ sku, name: `Product ${sku}` }))), {
      systems: { shop: { ...vendureSystem(vendure), changes: { poll: false, compareEvery: "1s" } } },
      subgraphs: { erp: { system: "shop" }, shop: { system: "shop" } },
      isCached: true,
    });
  });
  afterAll(async () => {
    await graph?.[Symbol.asyncDispose]();
    await vendure?.[Symbol.asyncDispose]();
  });

  it.each([...subscriptionWays.entries()])(
    "reaches subscribers when it changes there, and the next query reads it (%i: %s)",
    async (at, way) => {
      const sku = vendure.skus[at + 2] ?? "";
      const quantity = 910 + at;
      await using stream = subscribeBy(way, graph.url, { query: changes, variables: { skus: [sku] } });
      expect((await stream.next()).data.stockChanged).toMatchObject({ kind: "SNAPSHOT", product: { sku }, stock: { source: "shop" } });
      await clerk.setStock(sku, "Paris shop", quantity);
      const change = await changeTelling(stream, quantity);
      expect(change).toMatchObject({ product: { sku, name: `Product ${sku}` } });
      expect(await levelsOf(graph, sku)).toContain(quantity);
    },
  );
});

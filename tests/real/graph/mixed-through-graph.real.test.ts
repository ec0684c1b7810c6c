import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateMerchant, startSimulator, type RunningSimulator } from "#systems";
import { hubspotSimulator } from "../../../subgraphs/systems/hubspot/index.js";
import { startTryton, trytonMissing, type RunningTryton } from "../tryton/start-tryton.js";
import { trytonClerk } from "../tryton/tryton-clerk.js";
import { startVendure, vendureMissing, type RunningVendure } from "../vendure/start-vendure.js";
import { vendureClerk } from "../vendure/vendure-clerk.js";
import { catalogueOf } from "./catalogue-of.js";
import { startGraph, type Graph } from "./start-graph.js";
import { trytonProducts, trytonSystem } from "./tryton-settings.js";
import { vendureSystem } from "./vendure-settings.js";

const missing = trytonMissing() ?? vendureMissing();

const page = `query Page($skus: [ID!]!) {
  me { id firstName email groups { code } orders(first: 3) { nodes { externalReference status lines { product { sku name listing { title } } } } } }
  products(skus: $skus) {
    sku
    name(locale: "en-GB")
    french: name(locale: "fr-FR")
    description
    media { url }
    stock { available levels { location { name } available } source }
    price { net { amount currency } gross { amount } priceList source }
    listing { title slug isPublished channel { id } }
  }
  systems { name }
}`;

describe.skipIf(missing)(`the graph over four vendors at once${missing === undefined ? "" : ` (skipped: ${missing})`}`, () => {
  let owned: AsyncDisposableStack;
  let tryton: RunningTryton;
  let vendure: RunningVendure;
  let crm: RunningSimulator;
  let graph: Graph;
  /** What both real systems sell, under the same SKUs, as a merchant's systems do. */
  const sold = trytonProducts.slice(0, 24);
  const people = generateMerchant({ products: 1, customers: 5 });

  beforeAll(async () => {
    await using building = new AsyncDisposableStack();
    [tryton, vendure] = await Promise.all([startTryton(), startVendure()]);
    building.use(tryton);
    building.use(vendure);
    await shareSkus(vendure, sold);
    crm = building.use(await startSimulator(hubspotSimulator, { merchant: people }));
    graph = building.use(
      await startGraph(catalogueOf(sold), {
        systems: {
          erp: trytonSystem(tryton),
          crm: { connector: "hubspot", settings: crm.credentials },
          shop: vendureSystem(vendure),
        },
        subgraphs: { erp: { system: "erp" }, orders: { system: "erp" }, crm: { system: "crm" }, shop: { system: "shop" } },
      }),
    );
    owned = building.move();
  });
  afterAll(() => owned?.disposeAsync());

  const skus = sold.map(({ sku }) => sku);

  it("answers one page from Akeneo, Tryton, HubSpot and Vendure, for the customer who asks", async () => {
    const { data, errors } = await graph.query(page, { variables: { skus }, token: await graph.token({ customer: "C-00001" }) });
    expect(errors).toBeUndefined();
    const customer = people.customers[0];
    expect(data.me).toMatchObject({
      id: "C-00001",
      firstName: customer?.firstName,
      email: customer?.email,
      groups: [{ code: customer?.group }],
    });
    expect(data.products).toHaveLength(24);
    for (const [at, product] of data.products.entries()) {
      expect(product).toMatchObject({
        sku: skus[at],
        name: sold[at]?.name,
        french: `${sold[at]?.name} (fr)`,
        stock: { source: "erp" },
        price: { net: { currency: "EUR" }, priceList: "Contract Martin", source: "erp" },
        listing: { title: expect.stringMatching(/\S/u), isPublished: true, channel: { id: "__default_channel__" } },
      });
      expect(product.media.length).toBeGreaterThan(0);
    }
    expect(data.products[0]).toMatchObject({ sku: "LAMP-ARC", price: { net: { amount: "111.11" } }, listing: { title: "Oak desk S" } });
    expect(data.systems.map(({ name }: { name: string }) => name).toSorted()).toEqual(["crm", "erp", "pim", "shop"]);
  });

  it("follows an order in the ERP to the product's content in the PIM and its listing in the shop", async () => {
    const { data } = await graph.query(page, { variables: { skus: [] }, token: await graph.token({ customer: "C-00001" }) });
    const paid = data.me.orders.nodes.find((one: { externalReference: string }) => one.externalReference === "WEB-1001");
    expect(paid).toMatchObject({
      status: "PAID",
      lines: [
        { product: { sku: "LAMP-ARC", name: "Arc floor lamp", listing: { title: "Oak desk S" } } },
        { product: { sku: "CABLE-3G15" } },
      ],
    });
  });

  it("shows what was changed in both real systems in one answer, each from where it belongs", async () => {
    const trytonDesk = await trytonClerk(tryton);
    const vendureDesk = await vendureClerk(vendure);
    const variables = { skus: ["LAMP-DESK"] };
    const before = (await graph.query(page, { variables })).data.products[0];
    await Promise.all([
      trytonDesk.adjustStock({ sku: "LAMP-DESK", location: "SHOP-LILLE", quantity: 9 }),
      trytonDesk.setListPrice("LAMP-DESK", "44.00"),
      vendureDesk.setTitle("LAMP-DESK", "Desk lamp, new model"),
      vendureDesk.setPrice("LAMP-DESK", 1),
    ]);
    const after = (await graph.query(page, { variables })).data.products[0];
    expect(before.price.net.amount).toBe("39.90");
    expect(after).toMatchObject({ price: { net: { amount: "44.00" }, source: "erp" }, listing: { title: "Desk lamp, new model" } });
    expect(after.stock.levels).toContainEqual({ location: { name: "Lille shop" }, available: 9 });
    expect(after.name).toBe(before.name);
  });

  it("shows an anonymous visitor the same page with the public price and without an account", async () => {
    const { data, errors } = await graph.query(page, { variables: { skus: ["LAMP-ARC"] } });
    expect(errors).toBeUndefined();
    expect(data.me).toBeNull();
    expect(data.products[0]).toMatchObject({ price: { net: { amount: "149.90" }, priceList: "Public" }, listing: { isPublished: true } });
  });

  it("keeps the rest of the page, and names the system, when the shop is gone", async () => {
    await vendure[Symbol.asyncDispose]();
    const { data, errors } = await graph.query(page, { variables: { skus: ["LAMP-ARC"] } });
    expect(data.products[0]).toMatchObject({ name: "Arc floor lamp", stock: { source: "erp" }, price: { source: "erp" }, listing: null });
    expect(errors).toMatchObject([
      { path: ["products", 0, "listing"], extensions: { code: "SYSTEM_UNAVAILABLE", system: "shop", retryable: true } },
    ]);
  });
});

/** Gives Vendure's variants the SKUs under which the ERP knows them. */
async function shareSkus(vendure: RunningVendure, products: readonly { readonly sku: string }[]): Promise<void> {
  const clerk = await vendureClerk(vendure);
  for (const [at, { sku }] of products.entries()) await clerk.setSku(vendure.skus[at] ?? "", sku);
}

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PublishedEvent } from "#platform";
import { countStock, odooClerk } from "../../contract/odoo-clerk.js";
import { startStack, type Stack } from "../../support/start-stack.js";

const server = process.env["DATABASE_URL"];

interface ShopifyVariant {
  readonly sku: string;
  readonly product: { readonly id: string };
  readonly inventoryItem: {
    readonly id: string;
    readonly inventoryLevels: { readonly nodes: { readonly location: { readonly id: string } }[] };
  };
}

interface ShopifyData {
  readonly productVariants: { readonly nodes: ShopifyVariant[] };
  readonly inventoryAdjustQuantities: { readonly userErrors: unknown[] };
  readonly productUpdate: { readonly userErrors: unknown[] };
}

/** The inbox on PostgreSQL where there is one, else on PGlite, whose first filling is waited for. */
async function startWithWebhooks(): Promise<Stack> {
  const schema = `e2e_${process.pid}_${randomUUID().slice(0, 8)}`;
  const stack = await startStack({
    change: (settings) => ({ ...settings, database: { ...settings.database, schema, ...(server !== undefined && { url: server }) } }),
  });
  await stack.gateway.warm();
  for (const [name, system] of Object.entries(stack.systems)) {
    const body = JSON.stringify({ url: `${stack.url}/webhooks/${name}` });
    const asked = await fetch(`${system.url}/_webhooks`, { method: "PUT", headers: { "content-type": "application/json" }, body });
    expect(asked.status).toBe(204);
  }
  return stack;
}

describe("a change in a system that sends webhooks", { timeout: 120_000 }, () => {
  let stack: Stack;
  const events: PublishedEvent[] = [];
  const told = (system: string): PublishedEvent[] => events.filter((event) => event.origin === "webhook" && event.system === system);

  beforeAll(async () => {
    stack = await startWithWebhooks();
    stack.gateway.events.onApply((event) => events.push(event));
  }, 120_000);
  afterAll(() => stack[Symbol.asyncDispose]());

  const shopify = async (document: string, variables: unknown): Promise<ShopifyData> => {
    const { url, credentials } = stack.systems.shop;
    const response = await fetch(`${url}/admin/api/${credentials["apiVersion"]}/graphql.json`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-shopify-access-token": credentials["accessToken"] ?? "" },
      body: JSON.stringify({ query: document, variables }),
    });
    const { data, errors } = (await response.json()) as { data: ShopifyData; errors?: unknown };
    expect(errors).toBeUndefined();
    return data;
  };

  it("reaches the bus from Odoo with its SKU and time, and the next query reads it", async () => {
    const { sku } = stack.merchant.products.find((product) => stack.merchant.stock.some((one) => one.sku === product.sku))!;
    await countStock(await odooClerk(stack.systems.erp), sku, 4321);
    await expect
      .poll(() => told("erp").map(({ type, subject }) => ({ type, subject })), { timeout: 20_000 })
      .toContainEqual({
        type: "stock.changed",
        subject: sku,
      });
    expect(told("erp").at(-1)).toMatchObject({
      version: { at: expect.stringMatching(/^\d{4}-.*Z$/u) },
      vendorEventId: expect.stringMatching(/^msg_/u),
    });
    const answer = await stack.query<unknown>(`query S($sku: ID!) { product(sku: $sku) { stock { levels { onHand } } } }`, {
      variables: { sku },
    });
    expect(JSON.stringify(answer)).toContain("4321");
  });

  it("reaches the bus from Shopify: stock with the SKU that is looked up, and listings", async () => {
    const found = await shopify(
      `{ productVariants(first: 1) { nodes { sku product { id } inventoryItem { id inventoryLevels(first: 1) { nodes { location { id } } } } } } }`,
      {},
    );
    const variant = found.productVariants.nodes[0]!;
    const quantity = {
      inventoryItemId: variant.inventoryItem.id,
      locationId: variant.inventoryItem.inventoryLevels.nodes[0]!.location.id,
      delta: 1,
      changeFromQuantity: null,
    };
    const adjust = `mutation A($input: InventoryAdjustQuantitiesInput!, $key: String!) {
      inventoryAdjustQuantities(input: $input) @idempotent(key: $key) { userErrors { message } }
    }`;
    const adjusted = await shopify(adjust, { key: randomUUID(), input: { name: "available", reason: "correction", changes: [quantity] } });
    expect(adjusted.inventoryAdjustQuantities.userErrors).toEqual([]);
    await expect
      .poll(() => told("shop").map(({ type, subject }) => `${type} ${subject}`), { timeout: 20_000 })
      .toEqual([`stock.changed ${variant.sku}`, `listing.changed ${variant.sku}`]);
    const renamed = await shopify(
      `mutation P($product: ProductUpdateInput!) { productUpdate(product: $product) { userErrors { message } } }`,
      {
        product: { id: variant.product.id, title: "Another title" },
      },
    );
    expect(renamed.productUpdate.userErrors).toEqual([]);
    await expect
      .poll(
        () =>
          told("shop")
            .slice(2)
            .map(({ subject }) => subject),
        { timeout: 20_000 },
      )
      .toContain(variant.sku);
  });

  it("reaches the bus from Akeneo and HubSpot, by their own names in the graph", async () => {
    const products = stack.systems.pim.store.collection<{ identifier: string; updated: string }>("product");
    const [id = ""] = products.ids();
    const product = products.get(id)!;
    products.put(id, { ...product, updated: new Date().toISOString() });
    const contacts = stack.systems.crm.store.collection<{ id: string; properties: Record<string, string> }>("objects:contacts");
    const contact = contacts.find(({ properties }) => properties["customer_number"] !== undefined)!;
    contacts.put(contact.id, contact);
    await expect
      .poll(() => told("pim").map(({ type, subject }) => [type, subject]), { timeout: 20_000 })
      .toEqual([["product.changed", product.identifier]]);
    await expect
      .poll(() => told("crm").map(({ type, subject }) => [type, subject]), { timeout: 20_000 })
      .toEqual([["customer.changed", contact.properties["customer_number"]]]);
  });

  it("is harmless when it is delivered twice and out of order", async () => {
    const { crm } = stack.systems;
    const contacts = crm.store.collection<{ id: string; properties: Record<string, string> }>("objects:contacts");
    const [one, other] = contacts.filter(({ properties }) => properties["customer_number"] !== undefined).slice(3);
    const before = told("crm").length;
    crm.faults.add([{ match: {}, fault: "duplicate-webhook", times: 1 }]);
    contacts.put(one!.id, one!);
    await crm.webhooks.settled();
    crm.faults.add([{ match: {}, fault: "reorder-webhooks", times: 1 }]);
    contacts.put(one!.id, one!);
    contacts.put(other!.id, other!);
    await crm.webhooks.settled();
    const number = (contact: typeof one): string => contact!.properties["customer_number"]!;
    expect(
      told("crm")
        .slice(before)
        .map(({ subject }) => subject),
    ).toEqual([number(one), number(other), number(one)]);
    const metrics = await (await fetch(`${stack.url}/metrics`)).text();
    expect(metrics).toMatch(/passerelle_webhooks_received_total\{system="crm",outcome="duplicate"[^}]*\} 1/u);
  });
});

import { describe, expect, it } from "vitest";
import { z } from "zod";
import { startOdoo, type Server } from "./testing/start-odoo.js";

describe("writing", () => {
  it("refuses wrong values and keeps nothing of a call that fails", async () => {
    await using server = await startOdoo();
    const create = (values: object) => server.execute("product.pricelist.item.create", [values]);
    expect(await create({ pricelist_id: 1, applied_on: "4_moon" })).toMatch(
      /^builtins.ValueError: Wrong value for product.pricelist.item.applied_on/,
    );
    expect(await create({ applied_on: "3_global" })).toMatch(/^odoo.exceptions.ValidationError.*mandatory field/s);
    expect(await create({ pricelist_id: 99 })).toMatch(/^odoo.exceptions.MissingError/);
    expect(await create({ pricelist_id: 1, applied_on: "1_product" })).toMatch(
      /^odoo.exceptions.ValidationError: Please specify the product/,
    );
    expect(await create({ pricelist_id: 1, min_quantity: "many" })).toMatch(/^builtins.ValueError: could not convert/);
    expect(await server.execute("product.pricelist.item.search_count", [[]])).toBe(1);
    expect(server.odoo.journal.list()).toEqual([]);
  });

  it("moves a product's stamp when its price changes, a quant's and not the product's when stock is reserved", async () => {
    await using server = await startOdoo();
    const stamps = async () => [await stampOf(server, "product.product"), await stampOf(server, "stock.quant")];
    const [productBefore, quantBefore] = await stamps();
    server.clock.now = new Date("2026-03-01T11:00:00.700Z");
    await sell(server, 1);
    expect(await stamps()).toEqual([productBefore, "2026-03-01 11:00:00"]);
    expect(quantBefore).not.toBe("2026-03-01 11:00:00");
    server.clock.now = new Date("2026-03-01T12:00:00Z");
    await server.execute("product.product.write", [[1], { lst_price: 120 }]);
    expect(await stamps()).toEqual(["2026-03-01 12:00:00", "2026-03-01 11:00:00"]);
    expect(await server.execute("product.template.read", [[1]], { fields: ["list_price"] })).toEqual([{ id: 1, list_price: 120 }]);
  });

  it("keeps a back order when only a part can be delivered, once it may", async () => {
    await using server = await startOdoo();
    const order = await sell(server, 10);
    const [picking] = await pickings(server, order);
    expect(picking).toMatchObject({ state: "assigned" });
    expect(await server.execute("stock.picking.button_validate", [[picking?.id]])).toMatchObject({
      res_model: "stock.backorder.confirmation",
    });
    expect(await server.execute("stock.picking.button_validate", [[picking?.id]], { context: { skip_backorder: true } })).toBe(true);
    expect(await pickings(server, order)).toMatchObject([
      { state: "done" },
      { state: "confirmed", backorder_id: [picking?.id, expect.any(String)] },
    ]);
    expect(await server.execute("sale.order.read", [[order]], { fields: ["delivery_status"] })).toMatchObject([
      { delivery_status: "partial" },
    ]);
  });

  it("gives back what a cancelled order held", async () => {
    await using server = await startOdoo();
    const order = await sell(server, 2);
    expect(await freeOf(server)).toBe(4);
    expect(await server.execute("sale.order.action_cancel", [[order]])).toMatchObject({ res_model: "sale.order.cancel" });
    expect(await server.execute("sale.order.action_cancel", [[order]], { context: { disable_cancel_warning: true } })).toBe(true);
    expect(await freeOf(server)).toBe(6);
  });

  it("is in the journal by model and method, reads are not", async () => {
    await using server = await startOdoo();
    await sell(server, 1);
    await server.execute("sale.order.search", [[]]);
    expect(server.odoo.journal.list().map(({ operation }) => operation)).toEqual([
      "res.partner.create",
      "sale.order.create",
      "sale.order.action_confirm",
    ]);
  });

  it("leaves the result out where the method returns None", async () => {
    await using server = await startOdoo();
    expect(await server.execute("stock.quant.write", [[1], { inventory_quantity: 9 }])).toBe(true);
    expect(await server.execute("stock.quant.action_apply_inventory", [[1]])).toBeUndefined();
    expect(await freeOf(server)).toBe(10);
  });
});

describe("logging in", () => {
  const call = (server: Server, params: object) => server.post(JSON.stringify({ jsonrpc: "2.0", id: 1, params }));

  it("answers false to a wrong password, and denies calls with one", async () => {
    await using server = await startOdoo();
    expect(
      JSON.parse((await call(server, { service: "common", method: "authenticate", args: ["demo", "admin", "x", {}] })).body),
    ).toMatchObject({ result: false });
    const denied = await call(server, { service: "object", method: "execute_kw", args: ["demo", 2, "x", "res.users", "read", [[2]]] });
    expect(denied.status).toBe(200);
    expect(JSON.parse(denied.body)).toMatchObject({
      error: { code: 200, message: "Odoo Server Error", data: { name: "odoo.exceptions.AccessDenied", message: "Access Denied" } },
    });
  });

  it("answers what is no call as a web server does", async () => {
    await using server = await startOdoo();
    expect(await server.post("{")).toMatchObject({ status: 400 });
    const later = await fetch(`${server.odoo.url}/json/2/res.partner/search`, { method: "POST" });
    expect([later.status, later.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect((await fetch(`${server.odoo.url}/nowhere`)).status).toBe(404);
  });
});

async function sell({ execute }: Server, quantity: number): Promise<unknown> {
  const partner = await execute("res.partner.create", [{ name: "Ada" }]);
  const order = await execute("sale.order.create", [
    { partner_id: partner, order_line: [[0, 0, { product_id: 1, product_uom_qty: quantity }]] },
  ]);
  await execute("sale.order.action_confirm", [[order]]);
  return order;
}

async function stampOf({ execute }: Server, model: string): Promise<unknown> {
  const read = await execute(`${model}.read`, [[1]], { fields: ["write_date"] });
  return z.array(z.record(z.string(), z.unknown())).parse(read)[0]?.["write_date"];
}

async function freeOf({ execute }: Server): Promise<unknown> {
  const read = await execute("product.product.read", [[1]], { fields: ["free_qty"] });
  return z.array(z.record(z.string(), z.unknown())).parse(read)[0]?.["free_qty"];
}

async function pickings({ execute }: Server, order: unknown): Promise<{ readonly id: number }[]> {
  const found = await execute("stock.picking.search_read", [[["sale_id", "=", order]]], {
    fields: ["state", "backorder_id"],
    order: "id",
  });
  return z.array(z.looseObject({ id: z.number() })).parse(found);
}

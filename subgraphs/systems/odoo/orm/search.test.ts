import { describe, expect, it } from "vitest";
import { startOdoo } from "../testing/start-odoo.js";

describe("domains", () => {
  const cases: readonly [string, unknown, readonly string[]][] = [
    ["nothing finds all that are active", [], ["DESK", "LAMP"]],
    [
      "terms stand side by side for and",
      [
        ["list_price", ">", 10],
        ["default_code", "=", "LAMP"],
      ],
      ["LAMP"],
    ],
    ["| takes two", ["|", ["default_code", "=", "LAMP"], ["default_code", "=", "DESK"]], ["DESK", "LAMP"]],
    ["! takes one", ["!", ["default_code", "=", "LAMP"]], ["DESK"]],
    ["prefixes nest", ["|", "&", ["list_price", ">", 50], ["default_code", "like", "ES"], "!", ["list_price", ">=", 20]], ["DESK"]],
    ["active is asked for by name", [["active", "=", false]], ["OLD"]],
    [
      "in and not in",
      [
        ["default_code", "in", ["DESK", "NONE"]],
        ["default_code", "not in", ["LAMP"]],
      ],
      ["DESK"],
    ],
    ["false is nothing", [["barcode", "=", false]], []],
    ["like is case-sensitive, ilike is not", [["default_code", "like", "desk"]], []],
    ["ilike", [["default_code", "ilike", "esk"]], ["DESK"]],
    ["=like takes wildcards", [["default_code", "=like", "_E%"]], ["DESK"]],
    ["=ilike", [["default_code", "=ilike", "la%"]], ["LAMP"]],
    ["child_of goes down a tree by name", [["categ_id", "child_of", "all"]], ["DESK", "LAMP"]],
    ["child_of leaves other branches out", [["categ_id", "child_of", "desks"]], ["DESK"]],
    [
      "dots lead through links",
      [
        ["categ_id.parent_id.name", "=", "all"],
        ["taxes_id.amount", "=", 20],
      ],
      ["DESK", "LAMP"],
    ],
    ["dots lead through lists", [["stock_quant_ids.location_id.warehouse_id.code", "=", "SOUTH"]], ["DESK"]],
    ["a link is compared by its name", [["categ_id", "=", "all / lamps"]], ["LAMP"]],
    ["computed quantities can be searched", [["qty_available", ">", 5]], ["DESK"]],
    ["any takes a domain", [["stock_quant_ids", "any", [["quantity", ">", 4]]]], ["DESK"]],
  ];
  it("are evaluated as the server evaluates them", async () => {
    await using server = await startOdoo();
    for (const [name, domain, codes] of cases) {
      const found = await server.execute("product.product.search_read", [domain], {
        fields: ["default_code"],
        order: "default_code",
        load: null,
      });
      expect({ name, found }).toMatchObject({ name, found: codes.map((default_code) => ({ default_code })) });
    }
  });

  it("are refused in the server's words", async () => {
    await using server = await startOdoo();
    const search = (domain: unknown) => server.execute("product.product.search", [domain]);
    expect(await search([["nope", "=", 1]])).toBe("builtins.ValueError: Invalid field product.product.nope in leaf ('nope', '=', 1)");
    expect(await search([["name", "is", 1]])).toMatch(/^builtins.ValueError: Invalid leaf/);
    expect(await search(["&", ["name", "=", "x"]])).toMatch(/^builtins.ValueError/);
    expect(await search("name = x")).toMatch(/^builtins.ValueError/);
    expect(await search([["name.nope", "=", 1]])).toMatch(/^builtins.ValueError/);
  });
});

describe("reading", () => {
  it("shows links as pairs, orders, limits and goes on after an offset", async () => {
    await using server = await startOdoo();
    const page = (keywords: object) =>
      server.execute("product.product.search_read", [[]], { fields: ["categ_id"], order: "list_price desc, id", ...keywords });
    expect(await page({ limit: 1 })).toEqual([{ id: 1, categ_id: [2, "all / desks"] }]);
    expect(await page({ limit: 1, offset: 1 })).toEqual([{ id: 2, categ_id: [3, "all / lamps"] }]);
    expect(await page({ order: "nope" })).toMatch(/Invalid field 'nope'/);
    expect(await page({ order: "id; drop table" })).toMatch(/^odoo.exceptions.UserError: Invalid "order" specified/);
  });

  it("counts stock in the places that the context names", async () => {
    await using server = await startOdoo();
    const read = (context: object) => server.execute("product.product.read", [[1]], { fields: ["qty_available", "free_qty"], context });
    expect(await read({})).toEqual([{ id: 1, qty_available: 7, free_qty: 6 }]);
    expect(await read({ warehouse_id: 2 })).toEqual([{ id: 1, qty_available: 2, free_qty: 2 }]);
  });

  it("reads linked records along, as the web client does", async () => {
    await using server = await startOdoo();
    const specification = {
      default_code: {},
      categ_id: { fields: { parent_path: {} } },
      taxes_id: {},
      stock_quant_ids: { fields: { quantity: {} } },
    };
    expect(await server.execute("product.product.web_search_read", [], { domain: [["id", "=", 1]], specification })).toEqual({
      length: 1,
      records: [
        {
          id: 1,
          default_code: "DESK",
          categ_id: { id: 2, parent_path: "1/2/" },
          taxes_id: [1],
          stock_quant_ids: [
            { id: 1, quantity: 5 },
            { id: 2, quantity: 2 },
          ],
        },
      ],
    });
  });

  it("refuses what there is not", async () => {
    await using server = await startOdoo();
    expect(await server.execute("no.model.read", [[1]])).toBe("odoo.exceptions.UserError: Object no.model doesn't exist");
    expect(await server.execute("product.product.explode", [[1]])).toMatch(/^builtins.AttributeError/);
    expect(await server.execute("product.product._compute", [[1]])).toMatch(/^odoo.exceptions.AccessError/);
    expect(await server.execute("product.product.read", [[1]], { fields: ["nope"] })).toBe(
      "builtins.ValueError: Invalid field 'nope' on model 'product.product'",
    );
    expect(await server.execute("product.product.search", [[]], { page: 2 })).toMatch(
      /^builtins.TypeError.*unexpected keyword argument 'page'/,
    );
  });
});

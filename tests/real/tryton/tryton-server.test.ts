import { describe, expect, it } from "vitest";
import merchant from "./merchant.json" with { type: "json" };
import { startTryton, trytonMissing } from "./start-tryton.js";
import { trytonClerk } from "./tryton-clerk.js";
import { TrytonRpc } from "./tryton-rpc.js";

const missing = trytonMissing();

describe.skipIf(missing)(`a real Tryton server${missing === undefined ? "" : ` (skipped: ${missing})`}`, { timeout: 300_000 }, () => {
  it("sells every product of the merchant", async () => {
    await using server = await startTryton();
    const rpc = await TrytonRpc.login(server);
    const rows = await rpc.find("product.product", [["salable", "=", true]], ["code"]);
    const variants = merchant.variants.suffixes.map((suffix) => merchant.variants.prefix + suffix);
    expect(rows.map((row) => row["code"]).sort()).toEqual([...merchant.products.map((product) => product.sku), ...variants].sort());
  });

  it("gives each test its own database", async () => {
    await using first = await startTryton();
    await using second = await startTryton();
    const clerk = await trytonClerk(first);
    await clerk.setListPrice("LAMP-DESK", "44.4400");
    const other = await TrytonRpc.login(second);
    const [lamp] = await other.find("product.product", [["code", "=", "LAMP-DESK"]], ["list_price"]);
    expect(lamp).toMatchObject({ list_price: { decimal: "39.90" } });
  });

  it("refuses a session that ended", async () => {
    await using server = await startTryton();
    const rpc = await TrytonRpc.login(server);
    server.endSessions();
    await expect(rpc.find("product.product", [], ["code"])).rejects.toThrow("HTTP 401");
  });
});

import { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { ContractClerk } from "../../../subgraphs/connectors/sdk/contract-suite/index.js";
import merchant from "./merchant.json" with { type: "json" };
import type { RunningTryton } from "./start-tryton.js";
import { trytonClerk } from "./tryton-clerk.js";

/** Who changes a real Tryton's records for the contract suite. */
export async function trytonContractClerk(server: RunningTryton): Promise<ContractClerk> {
  const clerk = await trytonClerk(server);
  const { rpc } = clerk;
  const location = merchant.warehouses[0]?.code ?? "";
  return {
    changes: {
      "stock.changed": async (turn) => {
        const { sku } = pick(merchant.products, turn);
        await clerk.adjustStock({ sku, location, quantity: 700 + turn });
        return sku;
      },
      "price.changed": async (turn) => {
        const { sku } = pick(merchant.products, turn);
        await clerk.setListPrice(sku, `${70 + turn}.0000`);
        return sku;
      },
      "customer.changed": async (turn) => {
        const { number } = pick(merchant.customers, turn);
        const party = await rpc.idOf("party.party", [["code", "=", number]]);
        await rpc.call("party.party.write", [[party], { name: `Turn ${turn}` }]);
        return number;
      },
      "order.changed": async (turn) => {
        const number = String(Math.floor(turn / 2) + 1);
        const sale = await rpc.idOf("sale.sale", [["number", "=", number]]);
        await rpc.call("sale.sale.write", [[sale], { comment: `Turn ${turn}` }]);
        return number;
      },
    },
    late: { "stock.changed": async (ageMs) => moveLate(server, { sku: pick(merchant.products, 10).sku, ageMs }) },
  };
}

function pick<Item>(items: readonly Item[], turn: number): Item {
  const item = items[Math.floor(turn / 2) % items.length];
  if (item === undefined) throw new Error("The merchant has no records.");
  return item;
}

const moveRow = z.object({ id: z.number() });

// A transaction that began earlier and ends now, as a second server process of the merchant's would leave it behind.
function moveLate(server: RunningTryton, { sku, ageMs }: { sku: string; ageMs: number }): string {
  using data = new DatabaseSync(server.file, { timeout: 10_000 });
  const stamp = new Date(Date.now() - ageMs).toISOString().slice(0, 19).replace("T", " ");
  const move = moveRow.parse(
    data
      .prepare(
        "SELECT move.id FROM stock_move move JOIN product_product product ON product.id = move.product WHERE product.code = ? LIMIT 1",
      )
      .get(sku),
  );
  data.prepare("UPDATE stock_move SET write_date = ?, create_date = ? WHERE id = ?").run(stamp, stamp, move.id);
  return sku;
}

import { sku } from "#model";
import type { Database } from "#platform";
import type { DeliveredPrice, DeliveredStock, DeliveredValues } from "#sdk";
import type { FileTables } from "./file-tables.js";

/** What one system delivered in files, from the database. Throws what the database throws. */
export function deliveredValues(database: Database, system: string): DeliveredValues {
  return {
    stockOf: (skus) =>
      database.run("files.stock", async (db) => {
        const rows = db.$extendTables<FileTables>().selectFrom("file_stock").selectAll();
        return (await rows.where("system", "=", system).where("sku", "in", skus).execute()).map(toStock);
      }),
    pricesOf: (skus, list) =>
      database.run("files.prices", async (db) => {
        const rows = db.$extendTables<FileTables>().selectFrom("file_prices").selectAll();
        return (await rows.where("system", "=", system).where("list", "=", list).where("sku", "in", skus).execute()).map(toPrice);
      }),
    stockedSkus: (after, limit) =>
      database.run("files.skus", async (db) => {
        const rows = db.$extendTables<FileTables>().selectFrom("file_stock").select("sku").distinct();
        const found = await rows
          .where("system", "=", system)
          .where("sku", ">", after ?? "")
          .orderBy("sku")
          .limit(limit)
          .execute();
        return found.map((row) => sku(row.sku));
      }),
  };
}

function toStock(row: FileTables["file_stock"]): DeliveredStock {
  return { sku: sku(row.sku), location: row.location, onHand: Number(row.on_hand), reserved: Number(row.reserved) };
}

function toPrice(row: FileTables["file_prices"]): DeliveredPrice {
  const { list, net, gross } = row;
  return { sku: sku(row.sku), list, minimumQuantity: Number(row.minimum_quantity), net, ...(gross !== null && { gross }) };
}

import { z } from "zod";
import type { Sku } from "#model";
import { batched, type Call, type ConnectorContext, type SuppliersPort } from "#sdk";
import { batchSize } from "./batch-size.js";
import type { Domain, TrytonApi } from "./client.js";
import { madeFields, madeRow, toBill } from "./mapping/bills-of-materials.js";
import { offerFields, offerRow, toOffers } from "./mapping/suppliers.js";
import type { TrytonSettings } from "./settings.js";
import { recordId } from "./values.js";

const modulesKeptMs = 300_000;

/** Suppliers' entries for products, and bills of materials where Tryton's production module is activated. */
export function trytonSuppliers(api: TrytonApi, { remember }: ConnectorContext<TrytonSettings>): SuppliersPort {
  const makes = remember({ name: "production module", ttlMs: modulesKeptMs, load: (_key: "active", call) => hasProduction(api, call) });
  return {
    offersFor: (skus, call) =>
      batched({
        keys: skus,
        size: batchSize,
        load: async (batch) => {
          const { id: company } = await api.company(call);
          const domain = entriesFor(batch, company);
          const rows = await api.records({ model: "purchase.product_supplier", domain, fields: offerFields, row: offerRow }, call);
          return toOffers(rows, batch);
        },
      }),
    billsOfMaterialsOf: (skus, call) =>
      batched({
        keys: skus,
        size: batchSize,
        load: async (batch) => {
          if (!(await makes.get("active", call))) return new Map();
          const domain = [
            ["code", "in", batch],
            ["boms", "!=", null],
          ];
          const rows = await api.records({ model: "product.product", domain, fields: madeFields, row: madeRow }, call);
          return new Map(rows.flatMap((row) => toBill(row) ?? []).map((bill) => [bill.sku, bill]));
        },
      }),
  };
}

async function hasProduction(api: TrytonApi, call: Call): Promise<boolean> {
  const row = z.object({ id: recordId });
  const found = await api.records({ model: "ir.model", domain: [["model", "=", "production.bom"]], fields: ["id"], row }, call);
  return found.length > 0;
}

function entriesFor(skus: readonly Sku[], company: number): Domain {
  const forAllVariants = [
    ["product", "=", null],
    ["template.products.code", "in", skus],
  ];
  return [
    ["company", "=", company],
    ["OR", ["product.code", "in", skus], forAllVariants],
  ];
}

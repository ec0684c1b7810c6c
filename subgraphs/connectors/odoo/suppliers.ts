import type { BillOfMaterials, Sku, SupplierOffer } from "#model";
import { batched, type Call, type ConnectorContext, type SuppliersPort } from "#sdk";
import type { Domain, OdooApi } from "./client.js";
import { billFields, billShape, isForVariant, offerFields, offerShape, toBills, toOffers } from "./mapping/suppliers.js";
import { bySku, skusAtOnce } from "./products.js";
import type { OdooSettings } from "./settings.js";

/** Suppliers' offers, and bills of materials where Odoo makes things: one request a batch each. */
export function odooSuppliers(api: OdooApi, { settings }: ConnectorContext<OdooSettings>): SuppliersPort {
  return {
    offersFor: (skus, call) => batched({ keys: skus, size: skusAtOnce, load: (keys) => readOffers(api, keys, call) }),
    billsOfMaterialsOf: async (skus, call) => {
      if (!settings.usesManufacturing) return new Map();
      return batched({ keys: skus, size: skusAtOnce, load: (keys) => readBills(api, keys, call) });
    },
  };
}

async function readOffers(api: OdooApi, skus: readonly Sku[], call: Call): Promise<ReadonlyMap<Sku, readonly SupplierOffer[]>> {
  const query = { model: "product.supplierinfo", domain: forSkus(skus), specification: offerFields, order: "sequence, min_qty, price, id" };
  const { records } = await api.find(query, offerShape, call);
  const offers = new Map<Sku, SupplierOffer[]>();
  const asked = new Set(skus);
  for (const offer of records.flatMap(toOffers)) if (asked.has(offer.sku)) offers.set(offer.sku, [...(offers.get(offer.sku) ?? []), offer]);
  return offers;
}

async function readBills(api: OdooApi, skus: readonly Sku[], call: Call): Promise<ReadonlyMap<Sku, BillOfMaterials>> {
  const { records } = await api.find(
    { model: "mrp.bom", domain: forSkus(skus), specification: billFields, order: "sequence, id" },
    billShape,
    call,
  );
  const sorted = [...records.filter(isForVariant), ...records.filter((bill) => !isForVariant(bill))];
  return bySku(skus, sorted.flatMap(toBills));
}

function forSkus(skus: readonly Sku[]): Domain {
  return [
    "|",
    ["product_id.default_code", "in", skus],
    "&",
    ["product_id", "=", false],
    ["product_tmpl_id.product_variant_ids.default_code", "in", skus],
  ];
}

import type { Merchant } from "../../merchant/merchant.js";
import type { Basics } from "./seed-basics.js";
import type { Planter } from "./planter.js";
import type { ProductSeed } from "./seed-products.js";

/** Suppliers with their offers, and bills of materials; returns partner ids by supplier code. */
export function seedSuppliers(merchant: Merchant, known: Basics & ProductSeed, planter: Planter): ReadonlyMap<string, number> {
  seedBills(merchant, known, planter);
  const { plant } = planter;
  const seed = ({ code, name, country, offers }: Merchant["suppliers"][number]): number => {
    const partner = plant("res.partner", {
      ref: code,
      name,
      complete_name: name,
      is_company: true,
      supplier_rank: 1,
      country_id: known.countryOf(country),
    });
    for (const offer of offers) {
      const product = known.products.get(offer.sku);
      if (product === undefined) continue;
      const terms = { price: Number(offer.price), min_qty: offer.minimumQuantity, delay: offer.leadTimeDays, currency_id: known.currency };
      plant("product.supplierinfo", {
        ...terms,
        partner_id: partner,
        product_code: offer.supplierSku,
        product_id: product.product,
        product_tmpl_id: product.template,
      });
    }
    return partner;
  };
  return new Map(merchant.suppliers.map((supplier) => [supplier.code, seed(supplier)]));
}

function seedBills({ billsOfMaterials }: Merchant, { products }: ProductSeed, { plant }: Planter): void {
  for (const { sku, outputQuantity, components } of billsOfMaterials) {
    const made = products.get(sku);
    if (made === undefined) continue;
    const bill = plant("mrp.bom", {
      product_tmpl_id: made.template,
      product_id: made.product,
      product_qty: outputQuantity,
      product_uom_id: made.unit,
    });
    components.forEach((component, index) => {
      const part = products.get(component.sku);
      if (part !== undefined)
        plant("mrp.bom.line", {
          bom_id: bill,
          product_id: part.product,
          product_qty: component.quantity,
          product_uom_id: part.unit,
          sequence: index + 1,
        });
    });
  }
}

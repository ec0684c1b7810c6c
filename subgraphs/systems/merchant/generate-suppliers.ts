import { fromCents, toCents } from "./decimal-text.js";
import type { MerchantBillOfMaterials, MerchantProduct, MerchantSupplier } from "./merchant.js";
import type { Random } from "./random.js";

const names: readonly (readonly [name: string, country: string])[] = [
  ["Scierie du Haut-Jura", "FR"],
  ["Tissages Delmotte", "FR"],
  ["Forges de la Vanne", "FR"],
  ["Carrières Peyrolles", "FR"],
  ["Pépinières Aubertin", "FR"],
  ["Northmoor Timber", "GB"],
  ["Calder Valley Mills", "GB"],
  ["Thornbury Tools", "GB"],
  ["Serralharia Amarante", "PT"],
  ["Ceramica Faentina Rossi", "IT"],
  ["Lichtwerk Süderberg", "DE"],
  ["Meble Wisłoka", "PL"],
  ["Textiles Alcoraya", "ES"],
  ["Småland Trävaror", "SE"],
  ["Peintures Valdoise", "FR"],
];

/** Suppliers with their offers: each product has one, a third of them a second and dearer one. */
export function generateSuppliers(products: readonly MerchantProduct[], random: Random): MerchantSupplier[] {
  const suppliers = names.map(([name, country], index) => ({
    code: `SUP-${String(index + 1).padStart(2, "0")}`,
    name,
    country,
    offers: new Array<MerchantSupplier["offers"][number]>(),
  }));
  for (const product of products) {
    const count = random.chance(0.33) ? 2 : 1;
    random.sample(suppliers, count).forEach((supplier, rank) => supplier.offers.push(offerOf(product, rank, random)));
  }
  return suppliers;
}

function offerOf(product: MerchantProduct, rank: number, random: Random): MerchantSupplier["offers"][number] {
  return {
    sku: product.sku,
    supplierSku: `${random.int(10, 99)}.${random.int(1_000, 9_999)}.${product.sku.slice(0, 3)}`,
    price: fromCents(toCents(product.cost) * (1 + 0.06 * rank)),
    minimumQuantity: random.pick([1, 5, 10, 25]),
    leadTimeDays: random.int(5, 45),
  };
}

const mostBills = 20;

/** What tool sets are packed from: as many hand tools as the set counts pieces, and a length of cloth to roll them in. */
export function generateBillsOfMaterials(products: readonly MerchantProduct[], random: Random): MerchantBillOfMaterials[] {
  const sets = products.filter(({ categories }) => categories.includes("tool_sets")).slice(0, mostBills);
  const tools = products.filter(({ family, categories }) => family === "hand_tools" && !categories.includes("tool_sets"));
  const cloths = products.filter(({ unit }) => unit === "METRE");
  return sets.map(({ sku, attributes }) => ({
    sku,
    outputQuantity: 1,
    components: [
      ...random.sample(tools, Number(attributes["piece_count"] ?? 4)).map((tool) => ({ sku: tool.sku, quantity: 1 })),
      ...random.sample(cloths, 1).map((cloth) => ({ sku: cloth.sku, quantity: random.pick([0.5, 0.75, 1.2]) })),
    ],
  }));
}

import type { Merchant, MerchantCategory } from "../../merchant/merchant.js";
import type { Basics } from "./seed-basics.js";
import type { Planter } from "./planter.js";

/** A product's two records and how it is counted. */
export interface ProductIds {
  readonly product: number;
  readonly template: number;
  readonly unit: number;
}

/** Products by SKU and categories by code. */
export interface ProductSeed {
  readonly products: ReadonlyMap<string, ProductIds>;
  readonly categories: ReadonlyMap<string, number>;
}

/** Categories and products: each sellable unit is a template with one variant, named and coded as the merchant names it. */
export function seedProducts({ categories, products }: Merchant, basics: Basics, planter: Planter): ProductSeed {
  const { plant } = planter;
  const categoryIds = seedCategories(categories, planter);
  const seed = (product: Merchant["products"][number]): ProductIds => {
    const unit = basics.units[product.unit];
    const tax = basics.taxes.get(product.tax);
    const template = plant(
      "product.template",
      {
        name: product.name["en-GB"],
        description_sale: product.description["en-GB"],
        categ_id: categoryIds.get(product.categories[0] ?? "") ?? false,
        list_price: Number(product.listPrice),
        is_storable: true,
        uom_id: unit,
        uom_po_id: unit,
        taxes_id: tax === undefined ? [] : [tax],
        active: product.isEnabled,
      },
      product.updatedAt,
    );
    const values = {
      default_code: product.sku,
      barcode: product.barcode,
      standard_price: Number(product.cost),
      weight: product.weightKg,
      product_tmpl_id: template,
      active: product.isEnabled,
    };
    return { template, unit, product: plant("product.product", values, product.updatedAt) };
  };
  return { categories: categoryIds, products: new Map(products.map((product) => [product.sku, seed(product)])) };
}

/** Odoo's categories carry a name only, so the merchant's code is the name. */
function seedCategories(categories: readonly MerchantCategory[], { plant }: Planter): Map<string, number> {
  const ids = new Map<string, number>();
  const byCode = new Map(categories.map((category) => [category.code, category]));
  const seed = (category: MerchantCategory): number => {
    const known = ids.get(category.code);
    if (known !== undefined) return known;
    const parent = category.parent === undefined ? undefined : byCode.get(category.parent);
    const parentId = parent === undefined ? false : seed(parent);
    const id = plant("product.category", { name: category.code, parent_id: parentId });
    ids.set(category.code, id);
    return id;
  };
  categories.forEach(seed);
  return ids;
}

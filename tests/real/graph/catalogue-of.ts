import { generateMerchant, type Merchant, type MerchantProduct } from "#systems";

/** A product as far as another system of the merchant knows it. */
export interface KnownProduct {
  readonly sku: string;
  readonly name: string;
}

/** A merchant whose catalogue describes exactly these products, for the simulated PIM beside a real ERP or shop: the SKU is what they share. */
export function catalogueOf(products: readonly KnownProduct[], customers = 0): Merchant {
  const demo = generateMerchant({ products: 400, customers });
  const described = demo.products.find((product) => product.model === undefined && product.media.length > 0);
  if (described === undefined) throw new Error("The demo merchant has no product without variants to describe others after.");
  return { ...demo, models: [], products: products.map((product) => describe(described, product)), listings: [], carts: [] };
}

function describe(like: MerchantProduct, { sku, name }: KnownProduct): MerchantProduct {
  const media = like.media.map((one) => ({ ...one, file: `${sku}-${one.file}` }));
  return { ...like, sku, media, name: { "en-GB": name, "fr-FR": `${name} (fr)` }, isEnabled: true };
}

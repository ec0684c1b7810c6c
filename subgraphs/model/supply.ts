import type { Money } from "./money.js";
import type { Sku } from "./ids.js";

/** What a supplier asks for a product. */
export interface SupplierOffer {
  readonly sku: Sku;
  readonly supplier: { readonly code: string; readonly name: string };
  readonly supplierSku?: string;
  readonly price?: Money;
  readonly minimumQuantity: number;
  readonly leadTimeDays?: number;
}

/** What a made product is made of. */
export interface BillOfMaterials {
  readonly sku: Sku;
  readonly outputQuantity: number;
  readonly components: readonly { readonly sku?: Sku; readonly name: string; readonly quantity: number }[];
}

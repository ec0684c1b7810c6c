import type { Registry } from "../orm/schema.js";
import { accountModels } from "./account.js";
import { baseModels } from "./base.js";
import { mrpModels } from "./mrp.js";
import { partnerModels } from "./partner.js";
import { pricelistModels } from "./pricelist.js";
import { productModels } from "./product.js";
import { purchaseModels } from "./purchase.js";
import { saleModels } from "./sale.js";
import { stockMoveModels } from "./stock-move.js";
import { stockPickingModels } from "./stock-picking.js";
import { stockPlaceModels } from "./stock-places.js";
import { stockQuantModels } from "./stock-quant.js";

/** All simulated models. */
export function createRegistry(): Registry {
  const models = [
    ...baseModels,
    ...partnerModels,
    ...productModels,
    ...pricelistModels,
    ...mrpModels,
    ...stockPlaceModels,
    ...stockQuantModels,
    ...stockMoveModels,
    ...stockPickingModels,
    ...saleModels,
    ...purchaseModels,
    ...accountModels,
  ];
  return new Map(models.map((model) => [model.name, model]));
}

import { z } from "zod";
import { money, sku, type BillOfMaterials, type Sku, type SupplierOffer } from "#model";
import { Decimal } from "decimal.js";
import type { Specification } from "../client.js";
import { linked, odooText } from "../wire.js";

const variantFields: Specification = {
  product_id: { fields: { default_code: {} } },
  product_tmpl_id: { fields: { product_variant_ids: { fields: { default_code: {} } } } },
};
const variantShape = {
  product_id: linked(z.object({ default_code: odooText })),
  product_tmpl_id: linked(z.object({ product_variant_ids: z.array(z.object({ default_code: odooText })) })),
};

/** What is read of a supplier's offer. */
export const offerFields: Specification = {
  ...variantFields,
  partner_id: { fields: { name: {}, ref: {} } },
  product_code: {},
  price: {},
  discount: {},
  min_qty: {},
  delay: {},
  currency_id: { fields: { name: {} } },
};

/** A supplier's offer. */
export const offerShape = z.object({
  ...variantShape,
  partner_id: linked(z.object({ id: z.number(), name: odooText, ref: odooText })),
  product_code: odooText,
  price: z.number(),
  discount: z.number(),
  min_qty: z.number(),
  delay: z.number(),
  currency_id: linked(z.object({ name: z.string() })),
});

/** What is read of a bill of materials. */
export const billFields: Specification = {
  ...variantFields,
  product_qty: {},
  bom_line_ids: { fields: { product_qty: {}, product_id: { fields: { default_code: {}, name: {} } } } },
};

/** A bill of materials. */
export const billShape = z.object({
  ...variantShape,
  product_qty: z.number(),
  bom_line_ids: z.array(z.object({ product_qty: z.number(), product_id: linked(z.object({ default_code: odooText, name: z.string() })) })),
});

/** SKUs that an offer or a bill is for: its variant's, or those of all variants of its template. */
function skusOf({
  product_id,
  product_tmpl_id,
}: {
  product_id: { default_code?: string | undefined } | undefined;
  product_tmpl_id: { product_variant_ids: readonly { default_code?: string | undefined }[] } | undefined;
}): Sku[] {
  const variants = product_id === undefined ? (product_tmpl_id?.product_variant_ids ?? []) : [product_id];
  return variants.flatMap(({ default_code }) => (default_code === undefined ? [] : [sku(default_code)]));
}

/** An offer for each SKU that it is for. */
export function toOffers(offer: z.output<typeof offerShape>): SupplierOffer[] {
  const { partner_id: partner, currency_id: currency } = offer;
  if (partner === undefined) return [];
  const price = new Decimal(offer.price).mul(new Decimal(100).minus(offer.discount)).div(100);
  return skusOf(offer).map((one) => ({
    sku: one,
    supplier: { code: partner.ref ?? String(partner.id), name: partner.name ?? "" },
    ...(offer.product_code !== undefined && { supplierSku: offer.product_code }),
    ...(currency !== undefined && { price: money(price, currency.name) }),
    minimumQuantity: offer.min_qty,
    leadTimeDays: offer.delay,
  }));
}

/** A bill for each SKU that it is for. */
export function toBills({ product_qty, bom_line_ids, ...made }: z.output<typeof billShape>): BillOfMaterials[] {
  const components = bom_line_ids.flatMap(({ product_id: part, product_qty: quantity }) =>
    part === undefined ? [] : [{ ...(part.default_code !== undefined && { sku: sku(part.default_code) }), name: part.name, quantity }],
  );
  return skusOf(made).map((one) => ({ sku: one, outputQuantity: product_qty, components }));
}

/** True for what is made for one variant, which counts before what is made for a whole template. */
export function isForVariant({ product_id }: { product_id: unknown }): boolean {
  return product_id !== undefined;
}

import { z } from "zod";
import { money, type Sku, sku, type SupplierOffer } from "#model";
import { days, numeric, recordId, text } from "../values.js";

/** Fields of a supplier's entry for a product. */
export const offerFields = [
  "party.code",
  "party.name",
  "code",
  "product.code",
  "template.products.code",
  "lead_time",
  "currency.code",
  "prices.quantity",
  "prices.unit_price",
];

/** A supplier's entry for one variant or, without `product`, for all variants of a template. */
export const offerRow = z.object({
  id: recordId,
  "party.": z.object({ code: z.string(), name: text }),
  code: text,
  "product.": z.object({ code: text }).nullable(),
  "template.": z.object({ "products.": z.array(z.object({ code: text })) }),
  lead_time: days.nullable(),
  "currency.": z.object({ code: z.string() }),
  "prices.": z.array(z.object({ quantity: z.number(), unit_price: numeric })),
});

type OfferRow = z.output<typeof offerRow>;

/** What suppliers ask for each of the wanted products: one offer for each price step, one without price where there is none. */
export function toOffers(rows: readonly OfferRow[], wanted: readonly Sku[]): ReadonlyMap<Sku, readonly SupplierOffer[]> {
  const isWanted = new Set(wanted);
  const offers = rows.flatMap((row) =>
    productsOf(row)
      .filter((one) => isWanted.has(one))
      .flatMap((one) => offersOf(row, one)),
  );
  return Map.groupBy(offers, (offer) => offer.sku);
}

function productsOf(row: OfferRow): readonly Sku[] {
  const codes = row["product."] === null ? row["template."]["products."].map(({ code }) => code) : [row["product."].code];
  return codes.flatMap((code) => (code === undefined ? [] : [sku(code)]));
}

function offersOf(row: OfferRow, product: Sku): readonly SupplierOffer[] {
  const { code, name } = row["party."];
  const offer = {
    sku: product,
    supplier: { code, name: name ?? code },
    ...(row.code === undefined ? {} : { supplierSku: row.code }),
    ...(row.lead_time === null ? {} : { leadTimeDays: row.lead_time }),
  };
  if (row["prices."].length === 0) return [{ ...offer, minimumQuantity: 0 }];
  const steps = row["prices."].toSorted((one, other) => one.quantity - other.quantity);
  return steps.map((step) => ({ ...offer, minimumQuantity: step.quantity, price: money(step.unit_price, row["currency."].code) }));
}

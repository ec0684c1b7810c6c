import type { Localised, Merchant, MerchantAttribute, MerchantProduct } from "../../merchant/merchant.js";
import type { Value, Values } from "../documents.js";
import { codeFrom, localeCode, localised, mediaCode, mediaSlots, plain, printChannel, shopChannel } from "./words.js";

/** All values of a product, whatever level of its family variant they stand on. */
export function valuesOf(merchant: Merchant, product: MerchantProduct): Values {
  const own = Object.entries(product.attributes).flatMap(([code, given]) => {
    const attribute = merchant.attributes.find((one) => one.code === code);
    return attribute === undefined ? [] : [[code, attributeValue(attribute, given)] as const];
  });
  const media = mediaSlots(product).flatMap(({ attribute, media: one }) => [
    [attribute, plain(mediaCode(one.file))] as const,
    [`${attribute}_alt`, localised(one.alt)] as const,
  ]);
  return {
    sku: plain(product.sku),
    name: localised(product.name),
    description: descriptionValues(product.description),
    brand: plain(codeFrom(product.brand)),
    ean: plain(product.barcode),
    shipping_weight: plain({ amount: product.weightKg.toFixed(4), unit: "KILOGRAM" }),
    recommended_price: plain([{ amount: product.listPrice, currency: merchant.currency }]),
    ...Object.fromEntries(own),
    ...Object.fromEntries(media),
  };
}

/** The whole text for the shop, its first sentence for print. */
function descriptionValues(text: Localised): readonly Value[] {
  return Object.entries(text).flatMap(([tag, data]) => [
    { locale: localeCode(tag), scope: shopChannel, data },
    { locale: localeCode(tag), scope: printChannel, data: firstSentence(data) },
  ]);
}

function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text;
}

function attributeValue(attribute: MerchantAttribute, given: MerchantProduct["attributes"][string]): readonly Value[] {
  if (typeof given === "object") return localised(given);
  switch (attribute.type) {
    case "number":
      return plain(Number(given).toFixed(4));
    case "measure":
      return plain({ amount: Number(given).toFixed(4), unit: attribute.unit ?? "PIECE" });
    case "date":
      return plain(`${String(given).slice(0, 10)}T00:00:00+00:00`);
    case "boolean":
      return plain(Boolean(given));
    default:
      return plain(given);
  }
}

import { createHash } from "node:crypto";
import type { Localised, MerchantProduct } from "../../merchant/merchant.js";
import type { Labels, Value } from "../documents.js";

/** Code of the channel whose texts a shop shows. */
export const shopChannel = "ecommerce";
/** Code of the channel whose texts are printed in the catalogue. */
export const printChannel = "print";

/** A locale as Akeneo writes it: `en-GB` is `en_GB`. */
export function localeCode(tag: string): string {
  return tag.replace("-", "_");
}

/** Labels by Akeneo locale. */
export function labelsOf(text: Localised): Labels {
  return Object.fromEntries(Object.entries(text).map(([tag, label]) => [localeCode(tag), label]));
}

/** A value for all locales and channels. */
export function plain(data: unknown): readonly Value[] {
  return [{ locale: null, scope: null, data }];
}

/** A value in each locale. */
export function localised(text: Localised): readonly Value[] {
  return Object.entries(text).map(([tag, data]) => ({ locale: localeCode(tag), scope: null, data }));
}

/** A code as Akeneo takes it: letters, digits and underscores. */
export function codeFrom(text: string): string {
  const ascii = text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();
  return ascii.replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "");
}

/** A version 4 UUID that is always the same for the same name, so that a seeded PIM can be made again. */
export function uuidFor(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Where Akeneo stores a file: four levels of folders from its hash, then the hash and the file's name. */
export function mediaCode(file: string): string {
  const hash = createHash("sha1").update(file).digest("hex");
  return `${hash.slice(0, 4).split("").join("/")}/${hash}_${file.replace(/[^A-Za-z0-9.]/g, "_")}`;
}

/** The attribute that holds a picture or document: numbered by kind, in the order of positions. */
export function mediaSlots(
  product: MerchantProduct,
): readonly { readonly attribute: string; readonly media: MerchantProduct["media"][number] }[] {
  const sorted = [...product.media].sort((left, right) => left.position - right.position);
  const slots = (kind: "IMAGE" | "DOCUMENT", prefix: string) =>
    sorted.filter((one) => one.kind === kind).map((media, index) => ({ attribute: `${prefix}_${index + 1}`, media }));
  return [...slots("IMAGE", "image"), ...slots("DOCUMENT", "manual")];
}

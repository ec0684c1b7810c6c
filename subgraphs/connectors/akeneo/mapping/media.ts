import type { LocalisedText, Media } from "#model";
import type { Reference } from "../reference-data.js";
import type { AkeneoSettings } from "../settings.js";
import type { AkeneoAttribute, AkeneoProduct } from "../wire.js";
import { anyText } from "./attributes.js";
import { everyLanguage, onChannel, writeString, writtenText } from "./values.js";

const mediaTypes = ["pim_catalog_image", "pim_catalog_file"];
const films = /\.(mp4|m4v|mov|webm|avi|mpe?g)$/i;

/** Attributes that hold media, in the order in which they are shown: as the settings say, else by the PIM's sort order and then by code. */
export function mediaAttributes(reference: Reference, settings: AkeneoSettings): readonly AkeneoAttribute[] {
  const { attributes } = reference;
  if (settings.mediaAttributes !== undefined) {
    return settings.mediaAttributes.flatMap((code) => attributes.get(code) ?? []);
  }
  const all = [...attributes.values()].filter(({ type }) => mediaTypes.includes(type));
  const { compare } = new Intl.Collator("en", { numeric: true });
  return all.sort((left, right) => (left.sort_order ?? 0) - (right.sort_order ?? 0) || compare(left.code, right.code));
}

/** A product's media; the alternative text is the describing attribute's, else the product's name. */
export function toMedia(product: AkeneoProduct, name: LocalisedText, { media, reference, settings }: MediaGround): readonly Media[] {
  const found = media.flatMap((attribute) => {
    const files = writtenText(onChannel(product.values[attribute.code], settings.channel), reference, writeString);
    const file = anyText(files, reference);
    if (file === undefined) return [];
    const descriptions = onChannel(product.values[attribute.code + settings.mediaAltSuffix], settings.channel);
    const described = writtenText(descriptions, reference, writeString);
    const alt = everyLanguage in described ? described : { ...name, ...described };
    return [{ url: mediaUrl(file, settings), kind: kindOf(attribute, file), alt }];
  });
  return found.map((one, index) => ({ ...one, position: index + 1 }));
}

/** What media are read with. */
export interface MediaGround {
  /** The attributes that hold media, in the order in which they are shown. */
  readonly media: readonly AkeneoAttribute[];
  readonly reference: Reference;
  readonly settings: AkeneoSettings;
}

/** Where a file is: at the public address when there is one, else at the API's download, which needs a token. */
export function mediaUrl(file: string, { mediaBaseUrl, url }: Pick<AkeneoSettings, "mediaBaseUrl" | "url">): string {
  const path = file.split("/").map(encodeURIComponent).join("/");
  if (mediaBaseUrl !== undefined) return `${mediaBaseUrl.replace(/\/+$/, "")}/${path}`;
  return `${url.replace(/\/+$/, "")}/api/rest/v1/media-files/${path}/download`;
}

function kindOf({ type }: AkeneoAttribute, file: string): Media["kind"] {
  if (type === "pim_catalog_image") return "IMAGE";
  return films.test(file) ? "VIDEO" : "DOCUMENT";
}

import type { Localised, MerchantMedia } from "./merchant.js";
import type { Random } from "./random.js";

/** What the pictures of a product show, in the order of their positions. */
const views: readonly Localised[] = [
  { "en-GB": "front view", "fr-FR": "vue de face" },
  { "en-GB": "detail", "fr-FR": "détail" },
  { "en-GB": "in use", "fr-FR": "en situation" },
  { "en-GB": "dimensions", "fr-FR": "dimensions" },
];

/** One to four pictures, and assembly instructions where there is something to assemble. */
export function mediaOf(sku: string, subject: { name: Localised; needsAssembly: boolean }, random: Random): MerchantMedia[] {
  const pictures = views.slice(0, random.int(1, views.length)).map((view, index) => ({
    file: `${sku}-${index + 1}.svg`,
    kind: "IMAGE" as const,
    alt: caption(subject.name, view),
    position: index + 1,
  }));
  if (!subject.needsAssembly) return pictures;
  const alt = caption(subject.name, { "en-GB": "assembly instructions", "fr-FR": "notice de montage" });
  return [...pictures, { file: `${sku}-assembly.svg`, kind: "DOCUMENT", alt, position: pictures.length + 1 }];
}

function caption(name: Localised, view: Localised): Localised {
  return { "en-GB": `${name["en-GB"]}, ${view["en-GB"]}`, "fr-FR": `${name["fr-FR"]}, ${view["fr-FR"]}` };
}

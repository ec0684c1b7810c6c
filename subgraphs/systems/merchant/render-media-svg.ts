import type { MerchantProduct } from "./merchant.js";
import { pictogramOf } from "./pictograms.js";
import { colours, finishes } from "./range/choices.js";

/** What of a product shows in its pictures; a simulator that keeps only its vendor's records can make one up from them. */
export type MediaSubject = Pick<MerchantProduct, "family" | "brand" | "name" | "attributes">;

interface View {
  readonly transform: string;
  readonly overlay: string;
}

const front: View = { transform: "translate(200 130) scale(4)", overlay: "" };
const views: Readonly<Record<string, View>> = {
  "1": front,
  "2": { transform: "translate(60 20) scale(6.8)", overlay: "" },
  "3": {
    transform: "translate(250 190) scale(3)",
    overlay: `<rect y="472" width="800" height="128" fill="#000" fill-opacity=".06"/><circle cx="655" cy="130" r="58" fill="#fff" fill-opacity=".55"/>`,
  },
  "4": {
    transform: "translate(200 130) scale(4)",
    overlay: `<path d="M200 545h400M200 535v20M600 535v20M160 130v400M150 130h20M150 530h20" stroke="#555" stroke-width="2"/>`,
  },
  assembly: {
    transform: "translate(90 150) scale(2.6)",
    overlay: `<g font-size="120" fill="#555" fill-opacity=".5"><text x="500" y="320">1 2 3</text></g>`,
  },
};

/** Draws the picture of that file name, 800 by 600, as an SVG document; the same file and product always give the same bytes. */
export function renderMediaSvg(file: string, product: MediaSubject): string {
  const view = views[/-([^-]+)\.svg$/.exec(file)?.[1] ?? ""] ?? front;
  const hue = hueOf(product.family);
  const title = escapeXml(product.name["en-GB"]);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600" width="800" height="600" role="img" aria-label="${title}">`,
    `<defs><linearGradient id="wall" x2="0" y2="1"><stop stop-color="hsl(${hue} 34% 95%)"/><stop offset="1" stop-color="hsl(${hue} 26% 84%)"/></linearGradient></defs>`,
    `<rect width="800" height="600" fill="url(#wall)"/>`,
    view.overlay,
    `<ellipse cx="400" cy="482" rx="190" ry="16" fill="#000" fill-opacity=".1"/>`,
    `<g transform="${view.transform}" color="${tintOf(product, hue)}" fill="currentColor">${pictogramOf(product.family)}</g>`,
    `<g font-family="Georgia, serif" fill="#333"><text x="32" y="48" font-size="20" letter-spacing="3">${escapeXml(product.brand.toUpperCase())}</text>`,
    `<text x="32" y="578" font-size="22">${title}</text></g></svg>`,
  ].join("");
}

/** The colour that the product is sold in, or one that suits its family. */
function tintOf({ attributes }: MediaSubject, hue: number): string {
  const code = attributes["colour"] ?? attributes["finish"];
  return [...colours, ...finishes].find((colour) => colour.code === code)?.css ?? `hsl(${hue} 38% 42%)`;
}

function hueOf(text: string): number {
  return [...text].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7);
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

import { expect, it } from "vitest";
import { generateMerchant } from "./generate-merchant.js";
import { renderMediaSvg } from "./render-media-svg.js";

const { products } = generateMerchant({ products: 300 });

it("draws a different picture for each view of a product, always the same", () => {
  const [product] = products.filter(({ media }) => media.length >= 4);
  if (product === undefined) throw new Error("no product with four pictures");
  const drawn = product.media.map(({ file }) => renderMediaSvg(file, product));
  expect(new Set(drawn).size).toBe(product.media.length);
  expect(product.media.map(({ file }) => renderMediaSvg(file, product))).toEqual(drawn);
});

it("draws every product in the colour it is sold in", () => {
  const pictures = products.map((product) => renderMediaSvg(`${product.sku}-1.svg`, product));
  expect(pictures.every((svg) => svg.startsWith("<svg ") && svg.endsWith("</svg>"))).toBe(true);
  const green = products.findIndex(({ attributes }) => attributes["colour"] === "sage_green");
  expect(pictures[green]).toContain("#8fa58a");
});

it("escapes what a name holds", () => {
  const svg = renderMediaSvg("X-1.svg", { family: "unknown", brand: "A & B", name: { "en-GB": `<b> "x"`, "fr-FR": "x" }, attributes: {} });
  expect(svg).toContain("&lt;b&gt; &quot;x&quot;");
  expect(svg).toContain("A &amp; B");
});

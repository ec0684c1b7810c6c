import { describe, expect, it } from "vitest";
import { ListingDocument } from "../../support/graphql/generated/graphql.js";
import type { Stack } from "../../support/start-stack.js";
import { erpCallsOf, startCachedStack, type CachedStack } from "./cached-stack.js";

const queries = 1000;
const changes = 20;
/** Without a cache every query costs the same: so many of them tell it. */
const sample = 200;
const pageSize = 24;
const atOnce = 8;

/** The pages that visitors open, one after another; the same each time. */
function pagesOf({ merchant }: Stack): readonly (readonly string[])[] {
  const skus = onSale({ merchant });
  return Array.from({ length: queries }, (_, at) => {
    const start = (at * 7) % (skus.length - pageSize);
    return skus.slice(start, start + pageSize);
  });
}

function onSale({ merchant }: Pick<Stack, "merchant">): readonly string[] {
  return merchant.products.filter(({ isEnabled }) => isEnabled).map(({ sku }) => sku);
}

/** Opens all pages, while one product changes every so often; what the visitors were shown too old. */
async function visit(stack: CachedStack, count: number): Promise<readonly string[]> {
  const pages = pagesOf(stack).slice(0, count);
  const counted = new Map<string, number>();
  const tooOld: string[] = [];
  const open = async (page: readonly string[]): Promise<void> => {
    const acknowledged = new Map(counted);
    const { data, errors } = await stack.query(ListingDocument, { variables: { skus: [...page], locale: "fr-FR" } });
    expect(errors).toBeUndefined();
    for (const product of data?.products ?? []) {
      const least = acknowledged.get(product?.sku ?? "");
      const shown = Math.max(0, ...(product?.stock?.levels ?? []).map(({ available }) => available));
      if (product && least !== undefined && shown < least) tooOld.push(`${product.sku}: ${shown} instead of ${least}`);
    }
  };
  for (let at = 0; at < pages.length; at += atOnce) {
    const opened = pages.slice(at, at + atOnce).map(open);
    if (at % (queries / changes) < atOnce) {
      const sku = onSale(stack)[Math.floor(at / atOnce)] ?? "";
      // Each count is greater than any before: whoever sees less has seen an older one.
      await stack.count(sku, 100_000 + at);
      counted.set(sku, 90_000 + at);
    }
    await Promise.all(opened);
  }
  return tooOld;
}

describe("1,000 storefront queries while 20 products change", () => {
  it("cost the ERP less than 5 % of what they cost without a cache, and show nobody a stock older than what was acknowledged", async () => {
    const madeBy = async (count: number, enabled: boolean): Promise<number> => {
      await using stack = await startCachedStack(enabled ? {} : { cache: { enabled: false } });
      const before = await erpCallsOf(stack);
      expect(await visit(stack, count)).toEqual([]);
      return (await erpCallsOf(stack)) - before;
    };
    const cached = await madeBy(queries, true);
    const uncached = (queries / sample) * (await madeBy(sample, false));
    const share = ((100 * cached) / uncached).toFixed(1);
    process.stdout.write(`ERP calls for ${queries} queries: ${cached} with the cache, ${uncached} without (${share} %)\n`);
    expect(cached).toBeLessThanOrEqual(0.05 * uncached);
  }, 300_000);
});

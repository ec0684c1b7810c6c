import { describe, expect, it } from "vitest";
import { generateMerchant } from "./generate-merchant.js";
import type { Merchant } from "./merchant.js";

const now = new Date("2027-03-01T10:00:00Z");
const merchant = generateMerchant({ now });
const skus = new Set(merchant.products.map(({ sku }) => sku));

function codesOf(list: readonly { readonly code: string }[]): Set<string> {
  return new Set(list.map(({ code }) => code));
}

function strangers(used: readonly (string | undefined)[], known: ReadonlySet<string>): string[] {
  return used.filter((code) => code !== undefined).filter((code) => !known.has(code));
}

/** Every reference in the merchant with what it must name. */
function references(of: Merchant): readonly (readonly [string, readonly (string | undefined)[], ReadonlySet<string>])[] {
  const customers = new Set(of.customers.map(({ number }) => number));
  const orderLines = of.orders.flatMap(({ lines, shipments, returns }) => [
    ...lines,
    ...[...shipments, ...returns].flatMap((part) => part.lines),
  ]);
  const scopes = of.priceLists.flatMap(({ rules }) => rules.flatMap(({ scope }) => (scope === "ALL" ? [] : [scope])));
  return [
    ["category parents", of.categories.map(({ parent }) => parent), codesOf(of.categories)],
    ["family attributes", of.families.flatMap(({ attributes, variantAxes }) => [...attributes, ...variantAxes]), codesOf(of.attributes)],
    ["model families", of.models.map(({ family }) => family), codesOf(of.families)],
    ["variants", of.models.flatMap(({ variantSkus }) => variantSkus), skus],
    ["product families", of.products.map(({ family }) => family), codesOf(of.families)],
    ["product models", of.products.map(({ model }) => model), codesOf(of.models)],
    ["product categories", of.products.flatMap(({ categories }) => categories), codesOf(of.categories)],
    ["product taxes", [...of.products, ...of.orders.flatMap(({ lines }) => lines)].map(({ tax }) => tax), codesOf(of.taxes)],
    ["stock", [...of.stock, ...of.incoming].map(({ sku }) => sku), skus],
    ["stock locations", [...of.stock, ...of.incoming, ...of.orders].map(({ location }) => location), codesOf(of.locations)],
    ["incoming suppliers", of.incoming.map(({ supplier }) => supplier), codesOf(of.suppliers)],
    ["price rule products", scopes.map((scope) => ("sku" in scope ? scope.sku : undefined)), skus],
    ["price rule categories", scopes.map((scope) => ("category" in scope ? scope.category : undefined)), codesOf(of.categories)],
    ["price lists", [...of.groups, ...of.customers].map(({ priceList }) => priceList), codesOf(of.priceLists)],
    ["customer groups", of.customers.map(({ group }) => group), codesOf(of.groups)],
    ["buyers", [...of.orders, ...of.carts].map(({ customer }) => customer), customers],
    ["channels", [...of.orders, ...of.carts, ...of.listings].map(({ channel }) => channel), codesOf(of.channels)],
    ["sold products", [...orderLines, ...of.listings, ...of.carts.flatMap(({ lines }) => lines)].map(({ sku }) => sku), skus],
    ["offers", of.suppliers.flatMap(({ offers }) => offers.map(({ sku }) => sku)), skus],
    ["bills", of.billsOfMaterials.flatMap(({ sku, components }) => [sku, ...components.map((component) => component.sku)]), skus],
  ];
}

describe("generateMerchant", () => {
  it("gives the same merchant for the same seed and another one for another", () => {
    expect(generateMerchant({ now })).toEqual(merchant);
    expect(generateMerchant({ now, seed: 2 }).products).not.toEqual(merchant.products);
  });

  it("moves nothing but the replenishments when the day changes", () => {
    const { incoming, ...rest } = generateMerchant({ now: new Date("2030-01-01") });
    expect({ ...rest, incoming: merchant.incoming }).toEqual(merchant);
    expect(incoming.every(({ expectedAt }) => expectedAt > "2030-01-02")).toBe(true);
  });

  it.each(references(merchant))("names only %s that exist", (_name, used, known) => {
    expect(strangers(used, known)).toEqual([]);
  });

  it("makes exactly as many products and customers as asked", () => {
    expect([merchant.products.length, merchant.customers.length, skus.size]).toEqual([2_000, 300, 2_000]);
    const small = generateMerchant({ now, products: 37, customers: 4 });
    expect([small.products.length, small.customers.length, small.orders.length]).toEqual([37, 4, 8]);
  });
});

describe("the range", () => {
  it("names no two products alike, in either language", () => {
    for (const locale of merchant.locales) expect(new Set(merchant.products.map(({ name }) => name[locale])).size).toBe(2_000);
  });

  it("gives every product a valid EAN-13 of its own", () => {
    const weigh = (code: string): number => [...code].reduce((sum, digit, index) => sum + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
    expect(merchant.products.filter(({ barcode }) => !/^\d{13}$/.test(barcode) || weigh(barcode) % 10 !== 0)).toEqual([]);
    expect(new Set(merchant.products.map(({ barcode }) => barcode)).size).toBe(2_000);
  });

  it("gives every product only attributes of its family, and options that exist", () => {
    const families = new Map(merchant.families.map((family) => [family.code, new Set(family.attributes)]));
    const options = new Map(merchant.attributes.map(({ code, options: own }) => [code, own && codesOf(own)]));
    const wrong = merchant.products.flatMap(({ sku, family, attributes }) =>
      Object.entries(attributes).filter(([code, value]) => {
        const known = options.get(code);
        return !families.get(family)?.has(code) || (known !== undefined && !known.has(String(value))) ? sku : false;
      }),
    );
    expect(wrong).toEqual([]);
  });

  it("gives the variants of a model different values on its axes", () => {
    const axes = new Map(merchant.families.map((family) => [family.code, family.variantAxes]));
    for (const { code, family, variantSkus } of merchant.models) {
      const variants = merchant.products.filter(({ model }) => model === code);
      const places = variants.map(({ attributes }) =>
        axes
          .get(family)
          ?.map((axis) => attributes[axis])
          .join(),
      );
      expect([new Set(places).size, places.some((place) => place?.includes("undefined"))]).toEqual([variantSkus.length, false]);
    }
  });
});

describe("the business", () => {
  it("gives every customer an e-mail address of their own", () => {
    const emails = merchant.customers.map(({ email }) => email);
    expect(emails.filter((email) => !/^[a-z]+(\.[a-z]+)+\.\d+@example\.(org|com)$/.test(email))).toEqual([]);
    expect(new Set(emails).size).toBe(300);
  });

  it("never reserves or ships more than there is", () => {
    expect(merchant.stock.filter(({ onHand, reserved }) => reserved < 0 || reserved > onHand)).toEqual([]);
    const ordered = (order: Merchant["orders"][number], sku: string): number => order.lines.find((line) => line.sku === sku)?.quantity ?? 0;
    const excess = merchant.orders.filter((order) =>
      order.shipments.flatMap(({ lines }) => lines).some(({ sku, quantity }) => quantity <= 0 || quantity > ordered(order, sku)),
    );
    expect(excess).toEqual([]);
  });

  it("has every kind of thing that a demo needs", () => {
    const statuses = new Set(merchant.orders.map(({ status }) => status));
    expect([statuses.size, merchant.orders.length, merchant.incoming.length]).toEqual([7, 600, 300]);
    expect([merchant.suppliers.length, merchant.billsOfMaterials.length, merchant.carts.length, merchant.locations.length]).toEqual([
      15, 20, 20, 5,
    ]);
    expect(merchant.stock.some(({ onHand }) => onHand % 1 !== 0) && merchant.stock.some(({ onHand }) => onHand === 0)).toBe(true);
    expect(merchant.orders.some(({ returns }) => returns.length > 0)).toBe(true);
    const own = merchant.customers.filter(({ priceList }) => priceList !== undefined);
    expect(own.length).toBeGreaterThanOrEqual(5);
  });

  it.each([1, 7, 99])("keeps its first product and first customers where demos expect them with seed %i", (seed) => {
    const demo = generateMerchant({ seed, now });
    const [first] = demo.products;
    expect(first?.sku).toBe("DSK-001-NAT-100");
    expect(first?.media.length).toBeGreaterThan(0);
    expect(demo.listings.filter(({ sku, isPublished }) => sku === first?.sku && isPublished)).toHaveLength(2);
    expect(demo.stock.some(({ sku, onHand, reserved }) => sku === first?.sku && onHand > reserved)).toBe(true);
    const [one, two, three] = demo.customers;
    expect(one?.priceList).toBe("CONTRACT-01");
    expect([two?.group, two?.priceList, three?.group, three?.priceList]).toEqual(["WHOLESALE", undefined, "RETAIL", undefined]);
  });

  it("takes less than 300 ms of a processor", () => {
    const timesMs = [1, 2, 3].map(() => {
      const before = process.cpuUsage();
      generateMerchant({ now });
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1_000;
    });
    expect(Math.min(...timesMs)).toBeLessThan(300);
  });
});

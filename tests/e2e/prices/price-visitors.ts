import type { Merchant, MerchantProduct } from "#systems";
import { expectedPrice, listOf } from "../../support/merchant-price.js";
import type { Stack } from "../../support/start-stack.js";

/** Somebody who looks at prices. */
export interface Visitor {
  readonly who: string;
  /** Absent for an anonymous visitor. */
  readonly token?: string;
  /** What they should see. */
  readonly expected: (product: MerchantProduct, quantity: number) => ReturnType<typeof expectedPrice>;
}

/** Somebody with a list of their own, somebody else with another, one of each group, one without any list, and nobody known. */
export async function visitorsOf(stack: Stack): Promise<readonly Visitor[]> {
  const { merchant } = stack;
  const own = merchant.customers.filter(({ priceList }) => priceList !== undefined).slice(0, 2);
  const groups = merchant.groups.flatMap(({ code }) => merchant.customers.find((one) => one.group === code && !one.priceList) ?? []);
  const known = [...own, ...groups].map(async (customer): Promise<Visitor> => {
    const list = listOf(merchant, customer);
    return {
      who: `${customer.number} on ${list.name}`,
      token: await stack.token({ customer: customer.number }),
      expected: (product, quantity) => expectedPrice(merchant, { list, product, quantity }),
    };
  });
  const publicList = listOf(merchant, undefined);
  const nobody: Visitor = {
    who: "nobody",
    expected: (product, quantity) => expectedPrice(merchant, { list: publicList, product, quantity }),
  };
  return [...(await Promise.all(known)), nobody];
}

/** Products by which every kind of rule shows, on every list that has it. */
export function tellingProducts(merchant: Merchant, visitors: readonly Visitor[]): readonly MerchantProduct[] {
  const byRules = new Map<string, MerchantProduct>();
  for (const product of merchant.products.filter(({ isEnabled }) => isEnabled)) {
    const rules = visitors.map((visitor) => [1, 10, 50].map((quantity) => visitor.expected(product, quantity).rule).join()).join(";");
    if (!byRules.has(rules)) byRules.set(rules, product);
  }
  return [...byRules.values()].slice(0, 40);
}

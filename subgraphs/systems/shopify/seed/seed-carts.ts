import { createHash } from "node:crypto";
import type { CartRecord } from "../records.js";
import type { Seeding } from "./seeding.js";

/** Open carts under the merchant's own cart ids, in whole pieces. */
export function seedCarts({ merchant, data, at }: Seeding): void {
  const variants = new Map(data.variants.all().map(({ sku, id }) => [sku, id]));
  const customers = new Map(data.customers.all().map((customer) => [customer.number, customer]));
  for (const { id: token, customer: number, lines } of merchant.carts) {
    const customer = number === undefined ? undefined : customers.get(number);
    data.carts.put(token, {
      token,
      key: hash(`${token} key`),
      customerId: customer?.id ?? null,
      email: customer?.email ?? null,
      phone: customer?.phone ?? null,
      countryCode: customer?.addresses[0]?.countryCode ?? null,
      note: null,
      attributes: [],
      lines: lines.flatMap(({ sku, quantity }): CartRecord["lines"] => {
        const variantId = variants.get(sku);
        return variantId === undefined ? [] : [{ id: hash(`${token} ${sku}`), variantId, quantity: Math.ceil(quantity), attributes: [] }];
      }),
      createdAt: at,
      updatedAt: at,
    });
  }
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

import { expect } from "vitest";
import type { RawAnswer } from "../../support/send-raw.js";
import type { Stack } from "../../support/start-stack.js";

/** What a wrong request should be told. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  /** What the message says: the field and what to do. */
  readonly says: RegExp;
}

/** Checks that an answer refuses clearly: status, media type, one code, a message with a remedy, and nothing of the inside. */
export function expectRefusal(answer: RawAnswer, { status, code, says }: Refusal): void {
  expect(answer.text).toMatch(/^\{/);
  expect({ status: answer.status, mediaType: answer.mediaType }).toEqual({ status, mediaType: "application/json" });
  const [error] = answer.errors;
  expect(error?.message).toMatch(says);
  expect(error?.extensions).toMatchObject({ code, retryable: false });
  expectNothingInside(answer);
}

/** Checks that no stack trace, path of the machine or module name is told. */
export function expectNothingInside({ text }: RawAnswer): void {
  expect(text).not.toMatch(/stacktrace|\bat [\w.]+ \(|node_modules|\/work\/|\/home\/|\.[cm]?[jt]s:\d+|TypeError|\[object /);
}

/** Checks that the gateway still answers a good query. */
export async function expectWell(stack: Stack): Promise<void> {
  const [product] = stack.merchant.products;
  const { status, data, errors } = await stack.query("query ($sku: ID!) { product(sku: $sku) { sku price { net { amount } } } }", {
    variables: { sku: product?.sku },
  });
  expect({ status, errors }).toEqual({ status: 200, errors: undefined });
  expect(data.product.price.net.amount).toMatch(/^\d+\.\d\d$/);
}

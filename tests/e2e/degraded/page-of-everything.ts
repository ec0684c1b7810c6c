import type { Answer, AnsweredError } from "../../support/query.js";
import { startStack, type Stack, type StackOptions } from "../../support/start-stack.js";

/** A system of the demo. */
export type SystemName = "erp" | "pim" | "crm" | "shop";

/** All of them. */
export const systemNames: readonly SystemName[] = ["erp", "pim", "crm", "shop"];

/** What a client gets at most to wait for, in these tests. */
export const deadlineMs = 1500;

/** On top of the deadline: what a busy machine takes to plan, to merge and to send. */
export const marginMs = 1000;

/** A page that stands on all four systems, with a customer who is signed in. */
export const page = `query Page($skus: [ID!]!) {
  products(skus: $skus) {
    sku
    name
    media { url }
    stock { available levels { location { id } available } }
    price { net { amount } priceList }
    listing { title }
  }
  me {
    id
    firstName
    email
    orders(first: 2) { nodes { id gross { amount } } }
  }
}`;

const productFields: Readonly<Record<SystemName, readonly string[]>> = {
  pim: ["name", "media"],
  erp: ["stock", "price"],
  shop: ["listing"],
  crm: [],
};
const customerFields: Readonly<Record<SystemName, readonly string[]>> = { pim: [], erp: ["orders"], shop: [], crm: ["firstName", "email"] };

/** The untyped data of `page`. */
export interface PageData {
  readonly products: readonly (Readonly<Record<string, unknown>> | null)[];
  readonly me: Readonly<Record<string, unknown>>;
}

/** The page as it is when a system cannot be asked: its own fields are null, the rest is as it was. */
export function pageWithout(healthy: PageData, system: SystemName): PageData {
  const nulls = (fields: readonly string[]): Record<string, null> => Object.fromEntries(fields.map((field) => [field, null]));
  return {
    products: healthy.products.map((product) => ({ ...product, ...nulls(productFields[system]) })),
    me: { ...healthy.me, ...nulls(customerFields[system]) },
  };
}

/** Where errors stand when a system cannot be asked: one for each of its fields, sorted. */
export function pathsOf(healthy: PageData, system: SystemName): string[] {
  const products = healthy.products.flatMap((_product, at) => productFields[system].map((field) => `products.${at}.${field}`));
  return [...products, ...customerFields[system].map((field) => `me.${field}`)].toSorted();
}

/** Where the errors of an answer stand, sorted. */
export function errorPaths(errors: readonly AnsweredError[] | undefined): string[] {
  return (errors ?? []).map(({ path }) => (path ?? []).join(".")).toSorted();
}

/** A stack whose requests have little time. */
export function startHurriedStack(options: StackOptions = {}): Promise<Stack> {
  return startStack({
    ...options,
    change: (settings) => ({ ...settings, server: { ...settings.server, requestTimeoutMs: deadlineMs } }),
  });
}

/** Asks for the page as a customer with orders; says how long the answer took. */
export async function askPage(stack: Stack): Promise<Answer<PageData> & { readonly tookMs: number }> {
  const customer = stack.merchant.orders[0]?.customer;
  if (customer === undefined) throw new Error("The merchant has no order.");
  const token = await stack.token({ customer });
  const skus = stack.merchant.products.slice(0, 6).map((product) => product.sku);
  const startedAt = performance.now();
  const answer = await stack.query<PageData>(page, { variables: { skus }, token });
  return { ...answer, tookMs: performance.now() - startedAt };
}

/** Asks until everything answers: what is remembered (sessions, locations, taxes) is then there. */
export async function healthyPage(stack: Stack): Promise<PageData> {
  let answer = await askPage(stack);
  // A cold process on a busy machine may not make its short deadline at once: that is not what is tested here.
  for (let triesLeft = 9; triesLeft > 0 && answer.errors !== undefined; triesLeft -= 1) answer = await askPage(stack);
  if (answer.errors !== undefined || !answer.data) throw new Error(`The page is not healthy: ${JSON.stringify(answer.errors)}`);
  return answer.data;
}

/** How a system stands on the graph. */
export async function stateOf(stack: Stack, system: SystemName): Promise<string> {
  const { data } = await stack.query<{ systems: { name: string; state: string }[] }>("{ systems { name state } }");
  return data?.systems.find(({ name }) => name === system)?.state ?? "absent";
}

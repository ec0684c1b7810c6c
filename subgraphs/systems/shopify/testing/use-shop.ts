import { afterAll, beforeAll, beforeEach } from "vitest";
import { generateMerchant } from "../../merchant/generate-merchant.js";
import type { Merchant, MerchantProduct } from "../../merchant/merchant.js";
import type { RunningSimulator } from "../../simulator/simulator.js";
import { startSimulator } from "../../simulator/start-simulator.js";
import { shopifySimulator } from "../index.js";

/** An answer that a test looks into. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** What stands at a path such as `data.products.nodes.0.id`; `undefined` where there is nothing. */
  readonly at: (path: string) => unknown;
  /** The text at a path; fails when there is none. */
  readonly text: (path: string) => string;
  /** What a path with one `*` finds, which stands for every item of a list: `data.products.nodes.*.id`. */
  readonly all: (path: string) => readonly unknown[];
}

type Send = (query: string, variables?: Readonly<Record<string, unknown>>) => Promise<Answer>;

/** A small shop that runs for the tests of one file. */
export interface TestShop {
  readonly merchant: Merchant;
  /** The merchant's products, of which the tests use the first. */
  readonly products: readonly [MerchantProduct, MerchantProduct, MerchantProduct];
  readonly running: () => RunningSimulator;
  /** Asks the Admin API with the shop's own token. */
  readonly admin: Send;
  /** Asks the Storefront API with the shop's own token. */
  readonly storefront: Send;
  readonly post: (path: string, headers: Readonly<Record<string, string>>, body: unknown) => Promise<Answer>;
  /** Lets the shop's clock go on. */
  readonly advance: (ms: number) => void;
}

/** Starts a shop before the tests of a file and ends it after them; every test finds a full cost bucket. */
export function useShop(): TestShop {
  const merchant = generateMerchant({ products: 60, customers: 12 });
  const [first, second, third] = merchant.products;
  if (!first || !second || !third) throw new Error("The generated merchant is too small for these tests.");
  const state: { at: number; shop?: RunningSimulator } = { at: Date.parse("2026-11-01T08:00:00Z") };
  const running = (): RunningSimulator => {
    if (state.shop === undefined) throw new Error("The shop did not start.");
    return state.shop;
  };
  beforeAll(async () => {
    state.shop = await startSimulator(shopifySimulator, { merchant, now: () => new Date(state.at) });
  });
  beforeEach(() => void (state.at += 60_000));
  afterAll(() => state.shop?.close());
  const post = async (path: string, headers: Readonly<Record<string, string>>, body: unknown): Promise<Answer> => {
    const json = { "content-type": "application/json", ...headers };
    const response = await fetch(new URL(path, running().url), { method: "POST", headers: json, body: JSON.stringify(body) });
    return answerOf(response.status, await response.json());
  };
  const token = (name: string): string => running().credentials[name] ?? "";
  return {
    merchant,
    products: [first, second, third],
    running,
    post,
    admin: (query, variables = {}) =>
      post("/admin/api/2026-10/graphql.json", { "x-shopify-access-token": token("accessToken") }, { query, variables }),
    storefront: (query, variables = {}) =>
      post("/api/2026-10/graphql.json", { "x-shopify-storefront-access-token": token("storefrontAccessToken") }, { query, variables }),
    advance: (ms) => void (state.at += ms),
  };
}

function answerOf(status: number, body: unknown): Answer {
  const at = (path: string): unknown => path.split(".").reduce(step, body);
  return {
    status,
    body,
    at,
    text: (path) => {
      const text = at(path);
      if (typeof text !== "string") throw new Error(`No text at ${path} of ${JSON.stringify(body)}`);
      return text;
    },
    all: (path) => {
      const [list = "", rest = ""] = path.split(".*.");
      const items: unknown = at(list);
      if (!Array.isArray(items)) throw new Error(`No list at ${list} of ${JSON.stringify(body)}`);
      return items.map((item: unknown) => rest.split(".").reduce(step, item));
    },
  };
}

function step(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}

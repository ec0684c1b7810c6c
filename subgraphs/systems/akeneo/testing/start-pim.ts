import { generateMerchant } from "../../merchant/generate-merchant.js";
import type { RunningSimulator } from "../../simulator/simulator.js";
import { startSimulator } from "../../simulator/start-simulator.js";
import { akeneoSimulator } from "../index.js";

/** The merchant of the simulator's own tests. */
export const merchant = generateMerchant({ products: 120, customers: 2 });
/** A product that has a model. */
export const variant = merchant.products.find(({ model }) => model !== undefined);
/** Its SKU. */
export const sku = variant?.sku ?? "";

/** What the PIM answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: ReturnType<typeof JSON.parse>;
}

/** What is sent besides method and path; a text is sent as it is. */
export interface Sent {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A running PIM, asked with a token. */
export interface AskedPim extends AsyncDisposable {
  readonly pim: RunningSimulator;
  readonly ask: (method: string, path: string, sent?: Sent) => Promise<Answer>;
  /** Products by UUID that fit the criteria; `more` is added to the query. */
  readonly search: (criteria: unknown, more?: string) => Promise<Answer>;
}

/** Starts a PIM and logs in. */
export async function startPim(now = () => new Date("2026-06-01T10:00:00Z")): Promise<AskedPim> {
  const pim = await startSimulator(akeneoSimulator, { merchant, now });
  const token = await login(pim);
  const ask: AskedPim["ask"] = async (method, path, { body, headers = {} } = {}) => {
    const type = body === undefined ? {} : { "content-type": "application/json" };
    const response = await fetch(pim.url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, ...type, ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parseJson(text) };
  };
  const search: AskedPim["search"] = (criteria, more = "") =>
    ask("GET", `/api/rest/v1/products-uuid?limit=100&search=${encodeURIComponent(JSON.stringify(criteria))}${more}`);
  return { pim, ask, search, [Symbol.asyncDispose]: () => pim.close() };
}

/** Asks for a token with the connection's client, or with another one. */
export function grant(
  pim: RunningSimulator,
  body: unknown,
  client = `${pim.credentials["clientId"]}:${pim.credentials["secret"]}`,
): Promise<Response> {
  return fetch(`${pim.url}/api/oauth/v1/token`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Basic ${btoa(client)}` },
    body: JSON.stringify(body),
  });
}

/** JSON, or nothing where there is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A filter on identifiers. */
export function identifierIn(skus: readonly string[]): unknown {
  return { identifier: [{ operator: "IN", value: skus }] };
}

async function login(pim: RunningSimulator): Promise<string> {
  const { username, password } = pim.credentials;
  const answer: { access_token: string } = JSON.parse(await (await grant(pim, { grant_type: "password", username, password })).text());
  return answer.access_token;
}

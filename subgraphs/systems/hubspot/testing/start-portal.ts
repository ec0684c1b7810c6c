import { startSimulator } from "../../simulator/start-simulator.js";
import { hubspotSimulator } from "../index.js";
import { smallMerchant } from "./small-merchant.js";

/** Starts an account of the small merchant with a way to ask it. */
export async function startPortal(options: { readonly fillers?: number; readonly now?: () => Date } = {}) {
  const portal = await startSimulator(hubspotSimulator, {
    merchant: smallMerchant(options.fillers),
    ...(options.now !== undefined && { now: options.now }),
  });
  const ask = async (method: string, path: string, body?: unknown, authorization = `Bearer ${portal.credentials["accessToken"]}`) => {
    const headers = { authorization, ...(body !== undefined && { "content-type": "application/json" }) };
    const response = await fetch(`${portal.url}${path}`, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
  };
  return { ask, portal, [Symbol.asyncDispose]: () => portal.close() };
}

/** A clock that moves far enough between requests that no limit is met. */
export function fastClock(): () => Date {
  let at = Date.UTC(2026, 5, 1);
  return () => new Date((at += 1_000));
}

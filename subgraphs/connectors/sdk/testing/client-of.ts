import { pino } from "pino";
import { z } from "zod";
import { systemClock, type Clock } from "#platform";
import type { VendorRequest } from "../http-client.js";
import { createHttpClient, type HttpClientOptions, type VendorClient } from "../http/create-http-client.js";
import type { Answering, TestVendor } from "./start-vendor.js";

const log = pino({ level: "silent" });
/** A read of things. */
export const read: VendorRequest = { operation: "things.list", method: "GET", path: "/things", effect: "read", call: {} };
/** A write of one thing. */
export const write: VendorRequest = { operation: "things.add", method: "POST", path: "/things", json: { a: 1 }, effect: "write", call: {} };
/** Fits every object. */
export const anything = z.looseObject({});

/** The machine's clock, with waits that end at once: for tests in which only the number of tries matters. */
const hasty: Clock = { now: systemClock.now, wait: async () => undefined };

/** A client of a test vendor, whose retries do not wait. */
export function clientOf(vendor: Pick<TestVendor, "url">, options: Partial<HttpClientOptions> = {}): VendorClient {
  const limits = { perSecond: 1_000, concurrency: 10, timeoutMs: 2_000 };
  return createHttpClient({
    system: "erp",
    connector: { name: "fake" },
    baseUrl: `${vendor.url}/api`,
    limits,
    clock: hasty,
    log,
    ...options,
  });
}

/** Answers with a page instead of JSON. */
export function page(...[, response]: Parameters<Answering>): void {
  response.writeHead(200, { "content-type": "text/html" }).end("<html>maintenance</html>");
}

/** Answers with these bytes. */
export function raw(body: string | Buffer, headers: Record<string, string>): Answering {
  return (_request, response) => {
    response.writeHead(200, headers).end(body);
  };
}

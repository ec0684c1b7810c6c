import { z } from "zod";

/**
 * Headers that a gateway never hands on: those of one connection (RFC 9110, section 7.6.1), those that describe the body, and those that it
 * writes itself.
 */
export const neverForwarded: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "expect",
  "host",
  "accept",
  "accept-encoding",
  "content-encoding",
  "content-length",
  "content-type",
  "traceparent",
  "tracestate",
  "baggage",
  "x-passerelle-timeout-ms",
]);

const headerName = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, "this is no name of a header")
  .refine((name) => !neverForwarded.has(name.toLowerCase()), {
    error: "this header belongs to one connection, or the gateway writes it itself; leave it out",
  });
const headerValue = z.string().regex(/^[\t\x20-\x7e]*$/, "a header's value is printable ASCII");

const forward = z.array(headerName).describe("Names of a client's headers that travel on.");
const set = z
  .record(headerName, headerValue)
  .default({})
  .meta({ secret: true })
  .describe("Headers with fixed values, put over a client's.");
const remove = z.array(headerName).default([]).describe("Names that never travel on.");

/** Which headers travel to subgraphs over HTTP. */
export const headersSchema = z
  .strictObject({
    forward: forward.default(["accept-language", "x-request-id"]),
    set,
    remove,
    subgraphs: z
      .record(z.string(), z.strictObject({ forward: forward.default([]), set, remove }))
      .default({})
      .describe("More for single subgraphs, by name; what one names for itself comes back where `remove` above takes it away."),
  })
  .describe(
    "Headers to subgraphs over HTTP. `authorization` travels to subgraphs of ours, and to those of others when no key is set here or when it is named.",
  );

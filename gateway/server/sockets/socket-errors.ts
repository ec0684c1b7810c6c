import { defineError } from "#platform";

/** A client has more operations open on one WebSocket than are allowed. */
export const TooManyOperations = defineError<{ readonly limit: number }>({
  code: "TOO_MANY_OPERATIONS",
  status: 429,
  retry: "later",
  message: (d) => `More than ${d.limit} operations are open on this connection; end one first, or open another connection.`,
});

/** The gateway stops, and begins nothing new on a WebSocket. */
export const GatewayStopping = defineError({
  code: "GATEWAY_STOPPING",
  status: 503,
  retry: "later",
  message: () => "This gateway is about to stop; connect again and ask there.",
});

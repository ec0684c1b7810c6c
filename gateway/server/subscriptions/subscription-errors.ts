import { defineError } from "#platform";

/** The token with which a stream over HTTP was opened has expired. */
export const TokenExpired = defineError({
  code: "TOKEN_EXPIRED",
  status: 401,
  retry: "never",
  message: () =>
    "The token that this stream was opened with has expired; open it again with a valid one, and with the last cursor as `after`.",
});

/** As many event streams over HTTP are open as may be. */
export const TooManyEventStreams = defineError<{ readonly limit: number }>({
  code: "TOO_MANY_EVENT_STREAMS",
  status: 503,
  retry: "later",
  message: (d) => `More than ${d.limit} event streams are open here; try again later, or on another node.`,
});

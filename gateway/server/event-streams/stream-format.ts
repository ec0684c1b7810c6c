import type { Frame } from "../subscriptions/outgoing-event.js";

/** How answers are written into one HTTP response that goes on. */
export interface StreamFormat {
  readonly contentType: string;
  /** What the response begins with. */
  readonly head: string;
  /** One answer, from its JSON. */
  readonly frame: Frame;
  /** Says that the stream is alive. */
  readonly heartbeat: string;
  /** The last answer, when the stream has failed: from the errors' JSON. */
  readonly failure: (errors: string) => string;
  /** Says that nothing more comes, and that nothing is missing. */
  readonly end: string;
  /** Whether clients come back by themselves when a response ends without `end`. */
  readonly comesBack: boolean;
}

/**
 * Server-sent events as graphql-sse writes them, in distinct connections mode
 * (https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md).
 */
export const serverSentEvents: StreamFormat = {
  contentType: "text/event-stream; charset=utf-8",
  // Some browsers take headers alone for nothing.
  head: ":\n\n",
  frame: framedBy("event: next\ndata: ", "\n\n"),
  heartbeat: ":\n\n",
  failure: (errors) => `event: next\ndata: {"errors":${errors}}\n\n`,
  // With an empty `data`: EventSource passes over events without it.
  end: "event: complete\ndata: \n\n",
  comesBack: true,
};

/** Apollo's multipart subscriptions (https://www.apollographql.com/docs/graphos/routing/operations/subscriptions/multipart-protocol). */
export const multipartSubscription: StreamFormat = {
  contentType: 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0',
  head: "--graphql\r\ncontent-type: application/json\r\n\r\n{}\r\n--graphql",
  // Each part ends with the boundary of the next, so that clients need not wait for it.
  frame: framedBy('\r\ncontent-type: application/json\r\n\r\n{"payload":', "}\r\n--graphql"),
  heartbeat: "\r\ncontent-type: application/json\r\n\r\n{}\r\n--graphql",
  failure: (errors) => `\r\ncontent-type: application/json\r\n\r\n{"payload":null,"errors":${errors}}\r\n--graphql`,
  end: "--\r\n",
  comesBack: false,
};

function framedBy(before: string, after: string): Frame {
  const [head, tail] = [Buffer.from(before), Buffer.from(after)];
  return (json) => Buffer.concat([head, json, tail]);
}

/** What a client's `Accept` header leaves open. */
export interface AcceptedStream {
  readonly format: StreamFormat;
  /** Whether a plain answer is as welcome, where it is no subscription. */
  readonly takesJson: boolean;
}

/** The stream that a client accepts; `undefined` when it accepts none. */
export function acceptedStream(accept: string | undefined): AcceptedStream | undefined {
  const types = (accept ?? "").toLowerCase().split(",");
  const takesJson = types.some((type) => /^\s*application\/(?:graphql-response\+)?json\b/.test(type));
  if (types.some((type) => /^\s*text\/event-stream\b/.test(type))) return { format: serverSentEvents, takesJson };
  const isMultipart = types.some((type) => /^\s*multipart\/mixed\b.*;\s*subscriptionspec="?1\.0/.test(type));
  return isMultipart ? { format: multipartSubscription, takesJson } : undefined;
}

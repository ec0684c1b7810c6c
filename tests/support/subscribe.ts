import { createClient as createEventClient } from "graphql-sse";
import { createClient as createSocketClient } from "graphql-ws/client";
import { WebSocket } from "ws";

/** The ways to take a subscription. */
export const subscriptionWays = ["WebSocket", "SSE", "multipart"] as const;

/** One way to take a subscription. */
export type SubscriptionWay = (typeof subscriptionWays)[number];

/** Whatever came: a test looks into it as it is, and a wrong guess fails the test. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- an untyped subscription gives untyped events
export type Heard = any;

/** A subscription as its client sees it. */
export interface Subscription extends AsyncDisposable {
  /** The next event; `undefined` at the end. */
  readonly next: () => Promise<Heard>;
}

/** What is subscribed to. */
export interface Subscribing {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly token?: string | undefined;
}

/** Subscribes at a gateway's `/graphql`, with the protocols' own clients where they have one. */
export function subscribeBy(way: SubscriptionWay, url: string, subscribing: Subscribing): Subscription {
  if (way === "multipart") return byMultipart(url, subscribing);
  return way === "SSE" ? byEvents(url, subscribing) : bySocket(url, subscribing);
}

function bySocket(url: string, { token, ...operation }: Subscribing): Subscription {
  const connectionParams = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const client = createSocketClient({ url: url.replace("http", "ws"), webSocketImpl: WebSocket, retryAttempts: 0, connectionParams });
  return listening(client.iterate(operation), () => client.dispose());
}

function byEvents(url: string, { token, ...operation }: Subscribing): Subscription {
  const client = createEventClient({ url, retryAttempts: 0, headers: headersFor(token) });
  return listening(client.iterate(operation), () => client.dispose());
}

function byMultipart(url: string, { token, ...operation }: Subscribing): Subscription {
  const gone = new AbortController();
  return listening(parts(url, { token, ...operation }, gone.signal), () => gone.abort());
}

// Parts as Apollo's clients read them: heartbeats are empty, an error of the stream stands beside a payload of null.
async function* parts(url: string, { token, ...operation }: Subscribing, signal: AbortSignal): AsyncGenerator<Heard> {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      ...headersFor(token),
      "content-type": "application/json",
      accept: 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0,application/json',
    },
    body: JSON.stringify(operation),
    signal,
  });
  const boundary = /boundary="([^"]+)"/.exec(response.headers.get("content-type") ?? "")?.[1];
  if (boundary === undefined || response.body === null) {
    yield await response.json();
    return;
  }
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of response.body) {
    text += decoder.decode(chunk, { stream: true });
    const found = text.split(`--${boundary}`);
    text = found.pop() ?? "";
    for (const part of found) {
      const body = part.split("\r\n\r\n")[1];
      if (body === undefined) continue;
      const { payload, errors } = JSON.parse(body);
      if (payload !== undefined) yield payload ?? { errors };
    }
    if (text.startsWith("--")) return;
  }
}

function headersFor(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

function listening(events: AsyncIterator<Heard>, end: () => unknown): Subscription {
  return {
    next: async () => {
      const { done, value } = await events.next();
      return done === true ? undefined : value;
    },
    [Symbol.asyncDispose]: async () => {
      await end();
    },
  };
}

import { createClient, type Client, type ClientOptions, type SubscribePayload } from "graphql-ws/client";
import { WebSocket } from "ws";

/** Whatever came: a test looks into it as it is, and a wrong guess fails the test. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- an untyped subscription gives untyped events
export type Heard = any;

/** A subscription as its client sees it. */
export interface Listening {
  readonly next: () => Promise<Heard>;
  readonly stop: () => Promise<unknown>;
}

export function connect(url: string, options: Partial<ClientOptions> = {}): Client {
  return createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0, ...options });
}

/** Subscribes; `next` gives the next event, `undefined` at the end. */
export function listen(client: Client, query: string, rest: Omit<SubscribePayload, "query"> = {}): Listening {
  const stream = client.iterate({ query, ...rest });
  return {
    next: async () => {
      const { done, value } = await stream.next();
      return done === true ? undefined : value;
    },
    stop: async () => stream.return?.(),
  };
}

import type { FaultBoard } from "./fault-board.js";

/** One webhook, already signed: `body` is sent byte for byte. */
export interface Webhook {
  /** The vendor's topic, which faults match as their operation. */
  readonly topic: string;
  readonly url: string;
  /** As a function, they are made anew for each attempt: signatures that hold for minutes only. */
  readonly headers: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>);
  readonly body: string;
  /** How long the vendor waits before each further attempt, in milliseconds; it makes none when left out. */
  readonly retryAfterMs?: readonly number[];
}

/** What became of one attempt to deliver. */
export interface WebhookDelivery {
  readonly topic: string;
  readonly url: string;
  /** HTTP status, or absent when nobody answered. */
  readonly status?: number;
}

/** Sends webhooks in order, except where a fault says otherwise. */
export interface Webhooks {
  readonly send: (webhook: Webhook) => void;
  /** Resolves when everything sent so far has been delivered or given up, what was held back included. */
  readonly settled: () => Promise<void>;
  readonly deliveries: () => readonly WebhookDelivery[];
}

/** A held-back webhook goes out by itself when no other one overtakes it within this time. */
const holdMs = 500;
const answerWithinMs = 5_000;
const mostDeliveries = 1_000;

/** An outbox that delivers one webhook at a time. */
export function createWebhooks(faults: FaultBoard): Webhooks {
  const deliveries: WebhookDelivery[] = [];
  let held: { readonly webhook: Webhook; readonly timer: NodeJS.Timeout } | undefined;
  let queue: Promise<void> = Promise.resolve();
  const enqueue = (webhook: Webhook): void => {
    queue = queue.then(async () => {
      const delivery = await deliver(webhook);
      deliveries.push(delivery);
      if (deliveries.length > mostDeliveries) deliveries.shift();
      retry(webhook, delivery);
    });
  };
  const retry = (webhook: Webhook, { status = 0 }: WebhookDelivery): void => {
    const [wait, ...rest] = webhook.retryAfterMs ?? [];
    const isTaken = status >= 200 && status < 300;
    if (!isTaken && wait !== undefined) setTimeout(() => enqueue({ ...webhook, retryAfterMs: rest }), wait).unref();
  };
  const release = (): void => {
    if (held === undefined) return;
    clearTimeout(held.timer);
    enqueue(held.webhook);
    held = undefined;
  };
  return {
    send: (webhook) => {
      const fault = faults.takeForWebhook({ method: "POST", path: new URL(webhook.url).pathname, operation: webhook.topic });
      if (fault?.fault === "reorder-webhooks" && held === undefined) {
        held = { webhook, timer: setTimeout(release, holdMs).unref() };
        return;
      }
      enqueue(webhook);
      if (fault?.fault === "duplicate-webhook") enqueue(webhook);
      release();
    },
    settled: () => {
      release();
      return queue;
    },
    deliveries: () => deliveries,
  };
}

async function deliver({ topic, url, headers, body }: Webhook): Promise<WebhookDelivery> {
  try {
    const signed = typeof headers === "function" ? headers() : headers;
    const response = await fetch(url, { method: "POST", headers: signed, body, signal: AbortSignal.timeout(answerWithinMs) });
    await response.body?.cancel();
    return { topic, url, status: response.status };
  } catch {
    // A receiver that is down is an outcome to report, not an error of the simulator.
    return { topic, url };
  }
}

import type { Logger } from "pino";
import type { DemoDescriptions } from "../config/index.js";

const timeoutMs = 5_000;

/** Has the demo's systems tell this gateway of their changes by webhook, as somebody would set it up in each vendor's own pages. Never fails. */
export async function subscribeToDemo(systems: Partial<DemoDescriptions>, gatewayUrl: string, log: Logger): Promise<void> {
  const asked = Object.entries(systems).map(async ([name, { url }]) => {
    const response = await fetch(`${url}/_webhooks`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ url: `${gatewayUrl}/webhooks/${name}` }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) throw new Error(`The demo's system "${name}" answered ${response.status}.`);
  });
  for (const settled of await Promise.allSettled(asked))
    if (settled.status === "rejected") log.warn({ err: settled.reason as unknown }, "a system of the demo does not send webhooks");
}

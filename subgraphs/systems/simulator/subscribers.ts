import type { SimulatorDefinition, SimulatorWorld } from "./simulator.js";

/** Who is told of changes. */
export interface Subscribers {
  readonly list: () => readonly string[];
  /** This address and no other from now on; it is kept across restarts. */
  readonly set: (url: string) => void;
}

/** Tells the address that was set of every change that the vendor tells of. */
export function createSubscribers({ vendor, webhooks, subscribe }: SimulatorDefinition, world: SimulatorWorld): Subscribers {
  const addresses = world.store.collection<{ readonly url: string }>("_webhook_address");
  const list = (): readonly string[] => addresses.all().map(({ url }) => url);
  if (webhooks !== undefined) {
    world.store.watch((changed) => {
      const urls = changed.collection.startsWith("_") ? [] : list();
      if (urls.length === 0) return;
      for (const notice of webhooks.noticesOf(changed, world)) {
        for (const url of urls) {
          const headers = (): Readonly<Record<string, string>> => webhooks.sign(notice, url, world);
          world.webhooks.send({ topic: notice.topic, url, headers, body: notice.body, retryAfterMs: webhooks.retryAfterMs });
        }
      }
    });
  }
  return {
    list,
    set: (url) => {
      addresses.put(vendor, { url });
      subscribe?.(url, world);
    },
  };
}

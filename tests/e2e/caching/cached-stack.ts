import { countStock, odooClerk } from "../../contract/odoo-clerk.js";
import { startStack, type Stack, type StackOptions } from "../../support/start-stack.js";

/** Long enough for a test, whether or not a system tells its changes. */
const longMs = 600_000;

/** A stack that keeps what it read, and a clerk who changes the ERP. */
export interface CachedStack extends Stack {
  /** Counts a product in the ERP, and tells the gateway of it, as a webhook that names the SKU does; the change is acknowledged then. */
  readonly count: (sku: string, quantity: number) => Promise<void>;
  /** Calls that the gateway has made to the ERP. */
  readonly erpCalls: () => Promise<number>;
}

/** Starts a stack that keeps what it read until an event says otherwise. */
export async function startCachedStack(options: StackOptions = {}): Promise<CachedStack> {
  const stack = await startStack({
    cache: { withoutIntakeMs: longMs, pricesMs: longMs, priceListsMs: longMs, referenceMs: longMs },
    ...options,
  });
  const clerk = await odooClerk(stack.systems.erp);
  return {
    ...stack,
    count: async (sku, quantity) => {
      await countStock(clerk, sku, quantity);
      await stack.gateway.events.publish([noticeOf(sku)]);
    },
    erpCalls: () => erpCallsOf(stack),
  };
}

/** What a webhook that names only the SKU tells. */
export function noticeOf(subject: string) {
  return { type: "stock.changed", subject, system: "erp", origin: "webhook", receivedAt: new Date().toISOString() } as const;
}

/** Calls to the ERP so far, as the metrics of the gateway count them. */
export async function erpCallsOf({ url }: Pick<Stack, "url">): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const lines = text.split("\n").filter((line) => line.startsWith("passerelle_vendor_requests_total{") && line.includes('system="erp"'));
  return lines.reduce((sum, line) => sum + Number(line.split(" ").at(1)), 0);
}

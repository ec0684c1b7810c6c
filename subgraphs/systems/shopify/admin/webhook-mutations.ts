import { idOf } from "../gid.js";
import type { WebhookRecord } from "../records.js";
import { accept } from "./accept.js";
import type { AdminScope } from "./scope.js";
import { webhookNode } from "./webhooks.js";

interface CreateArgs {
  readonly topic: string;
  readonly webhookSubscription: {
    readonly uri?: string | null;
    readonly format?: WebhookRecord["format"] | null;
    readonly filter?: string | null;
    readonly name?: string | null;
    readonly includeFields?: readonly string[] | null;
    readonly metafieldNamespaces?: readonly string[] | null;
  };
}

/** `webhookSubscriptionCreate`; unlike the vendor it also takes `http:` addresses, since it calls back to loopback. */
export function webhookSubscriptionCreate(scope: AdminScope, args: CreateArgs): unknown {
  const { data, world } = scope;
  const { uri, ...rest } = args.webhookSubscription;
  if (!uri || !URL.canParse(uri)) return refused("Address is invalid", ["webhookSubscription", "callbackUrl"]);
  if (data.webhooks.find((one) => one.topic === args.topic && one.uri === uri)) {
    return refused("Address for this topic has already been taken", ["webhookSubscription", "callbackUrl"]);
  }
  const record = accept(scope, { mutation: "webhookSubscriptionCreate", args }, () => {
    const id = data.webhooks.nextId();
    return data.webhooks.put(id, {
      id,
      topic: args.topic,
      uri,
      format: rest.format ?? "JSON",
      filter: rest.filter ?? null,
      name: rest.name ?? null,
      includeFields: rest.includeFields ?? [],
      metafieldNamespaces: rest.metafieldNamespaces ?? [],
      createdAt: world.now().toISOString(),
    });
  });
  return { webhookSubscription: webhookNode(record), userErrors: [] };
}

/** `webhookSubscriptionDelete`. */
export function webhookSubscriptionDelete(scope: AdminScope, { id }: { readonly id: string }): unknown {
  const local = idOf("WebhookSubscription", id) ?? "";
  if (!scope.data.webhooks.has(local)) {
    return { deletedWebhookSubscriptionId: null, userErrors: [{ field: ["id"], message: "Webhook subscription does not exist" }] };
  }
  accept(scope, { mutation: "webhookSubscriptionDelete", args: { id } }, () => scope.data.webhooks.delete(local));
  return { deletedWebhookSubscriptionId: id, userErrors: [] };
}

function refused(message: string, field: readonly string[]): unknown {
  return { webhookSubscription: null, userErrors: [{ field, message }] };
}

import { noticeScheme, noticeWebhooks } from "#sdk";

/** Vendure has no webhooks of its own; a plugin signs and sends what changed (see the README). */
export const vendureWebhooks = { scheme: noticeScheme, port: noticeWebhooks } as const;

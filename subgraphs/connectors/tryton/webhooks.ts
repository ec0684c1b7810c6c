import { noticeScheme, noticeWebhooks } from "#sdk";

/** Tryton has no webhooks of its own; a trigger in a small module signs and sends what changed (see the README). */
export const trytonWebhooks = { scheme: noticeScheme, port: noticeWebhooks } as const;

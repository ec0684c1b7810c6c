import type { Refusal } from "#sdk";
import { defineError } from "#platform";

/** Nobody here takes webhooks at this address. */
export const WebhookUnknown = defineError<{ readonly reason: string }>({
  code: "WEBHOOK_UNKNOWN",
  status: 404,
  retry: "never",
  message: (d) => `No webhooks are taken here: ${d.reason}; correct the address or the settings.`,
});

const refusals: Readonly<Record<Refusal, string>> = {
  "signature-missing": "it is not signed as this system signs",
  "signature-wrong": "its signature does not fit; the secret in the settings must be the system's own",
  stale: "it was signed too long ago, or by a clock that is wrong",
};

/** A webhook that does not prove that it is the system's own. */
export const WebhookRefused = defineError<{ readonly reason: Refusal }>({
  code: "WEBHOOK_REFUSED",
  status: 401,
  retry: "never",
  message: (d) => `The webhook is refused: ${refusals[d.reason]}.`,
});

/** A genuine webhook whose content is not what the vendor documents. */
export const WebhookUnreadable = defineError<{ readonly system: string }>({
  code: "WEBHOOK_UNREADABLE",
  status: 400,
  retry: "never",
  message: (d) => `What system "${d.system}" sends cannot be read; check the version and format of its webhooks.`,
});

/** More webhooks at once than are taken, or more that wait than are kept. */
export const WebhooksBusy = defineError<{ readonly reason: string }>({
  code: "WEBHOOK_BUSY",
  status: 503,
  retry: "later",
  message: (d) => `Webhooks cannot be taken now: ${d.reason}; send it again later.`,
});

import type { Call } from "../call.js";
import type { Change } from "../changes.js";

/** One webhook as it came in. */
export interface Delivery {
  readonly method: string;
  /** The whole address that the vendor called, as the vendor knows it. */
  readonly url: string;
  /** Names in lower case; of a header that came several times, all values with commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** Byte for byte what was sent: signatures hold for nothing else. */
  readonly body: Buffer;
}

/** Why a delivery is not believed. */
export type Refusal =
  /** It carries none, or one of another form. */
  | "signature-missing"
  /** It was not made with our secret, or the delivery was changed since. */
  | "signature-wrong"
  /** It was signed too long ago, or in the future. */
  | "stale";

/** Whether a delivery is the vendor's. */
export type DeliveryVerdict =
  | {
      readonly isGenuine: true;
      /** The same each time this notice is delivered, and no other's; absent when the vendor gives none, and each delivery is a new one. */
      readonly id?: string | undefined;
    }
  | { readonly isGenuine: false; readonly reason: Refusal };

/** How a vendor proves that a webhook is its own; it reads nothing of the content. */
export interface WebhookScheme<Settings> {
  /** False while the settings hold no secret: such a system takes no webhooks. */
  readonly isOn: (settings: Settings) => boolean;
  /** Compares in constant time. `nowMs` is our clock, milliseconds since the epoch. */
  readonly verify: (delivery: Delivery, settings: Settings, nowMs: number) => DeliveryVerdict;
  /** What to answer as plain text when the vendor only asks whether anybody is there; `undefined` for a real delivery. */
  readonly handshake?: (delivery: Delivery) => string | undefined;
}

/** What a system's own webhooks mean. */
export interface WebhooksPort {
  /**
   * What a genuine delivery tells by itself, without asking the vendor: the subject is `*` where it names it by an id of the vendor's alone. None for
   * what is of no interest. Throws when it is not what the vendor documents.
   */
  readonly read: (delivery: Delivery) => Promise<readonly Change[]>;
  /** The same with every subject by its name in the graph, for which the vendor is asked; absent where deliveries name them. */
  readonly lookUp?: (delivery: Delivery, call: Call) => Promise<readonly Change[]>;
}

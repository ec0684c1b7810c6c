import type { Logger } from "pino";
import type { z } from "zod";
import type { Clock } from "#platform";
import type { HttpClient, VendorAnswer, VendorFault } from "./http-client.js";
import type { Call } from "./call.js";
import type { DeliveredValues } from "./delivered.js";
import type { PortName, Ports } from "./ports.js";
import type { Delivery, DeliveryVerdict, WebhookScheme } from "./webhooks/delivery.js";

/** How fast and how wide the vendor may be asked. */
export interface VendorLimits {
  /** Requests (or cost points) a second, on average. */
  readonly perSecond: number;
  /** How many points may be spent at once; the same as `perSecond` when absent. */
  readonly burst?: number;
  /** Requests under way at once. */
  readonly concurrency: number;
  /** Time for one try, in milliseconds; 5,000 when absent. */
  readonly timeoutMs?: number;
}

/** Something of the vendor's that surprises, with its reason: printed on the connector's page. */
export interface Quirk {
  readonly title: string;
  readonly why: string;
  /** Page of the vendor's documentation, or how it was seen. */
  readonly source?: string;
}

/** Reference data remembered for a while: one load at a time, a failed load is not remembered. */
export interface Remembered<Key, Value> {
  readonly get: (key: Key, call: Call) => Promise<Value>;
  /** Forgets one key, or all. */
  readonly forget: (key?: Key) => void;
}

/** How long and how much is remembered. */
export interface RememberOptions<Key, Value> {
  /** For metrics, for example `taxes`. */
  readonly name: string;
  readonly ttlMs: number;
  /** Bound on the number of keys; 1,000 when absent; the oldest goes first. */
  readonly maxKeys?: number;
  readonly load: (key: Key, call: Call) => Promise<Value>;
}

/** A login that is kept: taken once, used by all, renewed once when the vendor says that it ended. */
export interface KeptSession<Session> {
  /** Runs `work` with the session; on `SystemUnauthorized` logs in again and runs it once more. */
  readonly use: <Result>(call: Call, work: (session: Session) => Promise<Result>) => Promise<Result>;
}

/** How to log in. */
export interface SessionOptions<Session> {
  readonly login: (call: Call) => Promise<Session>;
  /** How long a session is used before it is renewed unasked; absent uses it until the vendor refuses it. */
  readonly lifetimeMs?: (session: Session) => number | undefined;
}

/** What a connector is given to build its ports with. */
export interface ConnectorContext<Settings> {
  /** Name of the system in the settings, for example `erp`. */
  readonly system: string;
  readonly settings: Settings;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly log: Logger;
  readonly remember: <Key, Value>(options: RememberOptions<Key, Value>) => Remembered<Key, Value>;
  /** What the system delivered in files; nothing for one that writes none. */
  readonly delivered: DeliveredValues;
  readonly session: <Session>(options: SessionOptions<Session>) => KeptSession<Session>;
}

/** What every connector tells of itself. */
export interface ConnectorFace {
  /** Folder name, and the value of `connector` in the settings. */
  readonly name: string;
  readonly title: string;
  /** Which versions of the vendor's product it was made for. */
  readonly versions: string;
  /** The vendor's API documentation. */
  readonly docs: string;
  /** Names a failing answer from the vendor's own codes; `undefined` leaves the verdict to the HTTP status. */
  readonly classify?: (answer: VendorAnswer) => VendorFault | undefined;
  readonly quirks: readonly Quirk[];
}

/** A connector as it is written: how a vendor's API is joined to ports. */
export interface ConnectorManifest<Schema extends z.ZodType, Offered extends PortName> extends ConnectorFace {
  /** A strict object schema; every key has a description, secrets are marked with `.meta({ secret: true })`. */
  readonly settings: Schema;
  /** The ports that `connect` gives. */
  readonly ports: readonly Offered[];
  /** The vendor's address from the settings. */
  readonly baseUrl: (settings: z.output<Schema>) => string;
  /** The vendor's limits, from its documentation or the settings. */
  readonly limits: (settings: z.output<Schema>) => VendorLimits;
  /** How the vendor's webhooks are proved; what they mean is the port `webhooks`. */
  readonly webhooks?: WebhookScheme<z.output<Schema>>;
  readonly connect: (context: ConnectorContext<z.output<Schema>>) => Pick<Ports, Offered>;
}

/** How the webhooks of one system are proved, with its own secret. */
export interface SystemWebhooks {
  /** `nowMs` is our clock, milliseconds since the epoch. */
  readonly verify: (delivery: Delivery, nowMs: number) => DeliveryVerdict;
  /** What to answer when the vendor only asks whether anybody is there. */
  readonly handshake: (delivery: Delivery) => string | undefined;
}

/** A connector whose settings are checked and that only waits for its collaborators. */
export interface PreparedConnector {
  readonly baseUrl: string;
  readonly limits: VendorLimits;
  readonly webhooks?: SystemWebhooks | undefined;
  readonly connect: (context: Omit<ConnectorContext<unknown>, "settings">) => Partial<Ports>;
}

/** A connector as the registry holds it, whatever its settings are. */
export interface Connector extends ConnectorFace {
  readonly settings: z.ZodType;
  readonly ports: readonly PortName[];
  /** Checks raw settings; throws `z.ZodError` with the path of each wrong key. */
  readonly prepare: (rawSettings: unknown) => PreparedConnector;
}

/** Declares a connector and holds it to its own declaration: `connect` must give exactly the ports it names. */
export function defineConnector<Schema extends z.ZodType, const Offered extends PortName>(
  manifest: ConnectorManifest<Schema, Offered>,
): Connector {
  return {
    ...manifest,
    prepare: (rawSettings) => {
      const settings = manifest.settings.parse(rawSettings);
      return {
        baseUrl: manifest.baseUrl(settings),
        limits: manifest.limits(settings),
        webhooks: webhooksOf(manifest.webhooks, settings),
        connect: (context) => manifest.connect({ ...context, settings }),
      };
    },
  };
}

function webhooksOf<Settings>(scheme: WebhookScheme<Settings> | undefined, settings: Settings): SystemWebhooks | undefined {
  if (scheme?.isOn(settings) !== true) return undefined;
  return {
    verify: (delivery, nowMs) => scheme.verify(delivery, settings, nowMs),
    handshake: (delivery) => scheme.handshake?.(delivery),
  };
}

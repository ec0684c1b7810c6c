import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Merchant } from "../merchant/merchant.js";
import type { CallCounter } from "./calls.js";
import type { FaultBoard } from "./fault-board.js";
import type { Journal } from "./journal.js";
import type { Store } from "./store.js";
import type { StoredChange } from "./watch.js";
import type { Webhooks } from "./webhooks.js";

/** What a simulator is given to build its routes with. */
export interface SimulatorWorld {
  /** Collections of JSON documents, held in memory and written through to disk. */
  readonly store: Store;
  /** Every write that the simulator accepted, in order. */
  readonly journal: Journal;
  /** Every request by operation; the framework counts, `GET /_calls` shows. */
  readonly calls: CallCounter;
  /** The faults in force; `POST /_faults` adds to them. */
  readonly faults: FaultBoard;
  /** Sends signed webhooks, doubled or out of order where a fault says so. */
  readonly webhooks: Webhooks;
  /** The simulator's clock; tests inject their own. */
  readonly now: () => Date;
  /** Base URL at which the simulator answers, known once it listens. */
  readonly url: () => string;
}

/** What a vendor tells of a change. */
export interface VendorNotice {
  /** The vendor's topic, which faults match as their operation. */
  readonly topic: string;
  readonly body: string;
}

/** How a vendor tells its subscribers of changes. */
export interface VendorWebhooks {
  /** What it tells of a document that was put or deleted; nothing of most. */
  readonly noticesOf: (changed: StoredChange, world: SimulatorWorld) => readonly VendorNotice[];
  /** Its headers for one attempt to deliver a notice at an address. */
  readonly sign: (notice: VendorNotice, url: string, world: SimulatorWorld) => Readonly<Record<string, string>>;
  /** How long it waits before each further attempt, in milliseconds. */
  readonly retryAfterMs: readonly number[];
}

/** One vendor's simulator, before it is started. */
export interface SimulatorDefinition {
  /** The vendor whose protocol it speaks, for example `odoo`. */
  readonly vendor: string;
  /** Fills an empty store from the merchant; called once per data folder. */
  readonly seed: (merchant: Merchant, world: Pick<SimulatorWorld, "store" | "now">) => void;
  /** Registers the vendor's own routes. */
  readonly routes: (app: FastifyInstance, world: SimulatorWorld) => void;
  /**
   * The vendor's name for what a request asks for, for protocols that have a single path (JSON-RPC, GraphQL), for example
   * `product.product.search_read`. Called after the body was parsed and before it was validated; `undefined` falls back to method and route.
   */
  readonly operationOf?: (request: FastifyRequest) => string | undefined;
  /** Absent where the vendor sends no webhooks by itself. */
  readonly webhooks?: VendorWebhooks;
  /** Called when somebody asks for webhooks at an address, for vendors that have subscriptions of their own. */
  readonly subscribe?: (url: string, world: SimulatorWorld) => void;
  /** What a client needs to log in, printed by `npm run systems` and used by the demo's settings. */
  readonly credentials: (world: Pick<SimulatorWorld, "store" | "url">) => Readonly<Record<string, string>>;
}

/** A simulator that listens on loopback. */
export interface RunningSimulator extends AsyncDisposable {
  readonly vendor: string;
  readonly url: string;
  readonly credentials: Readonly<Record<string, string>>;
  /** The same document store that the routes use, so that a test can change the "vendor's" data from inside. */
  readonly store: Store;
  readonly journal: Journal;
  readonly calls: CallCounter;
  readonly faults: FaultBoard;
  readonly webhooks: Webhooks;
  readonly close: () => Promise<void>;
}

/** How to start one. */
export interface SimulatorOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Defaults to 127.0.0.1. */
  readonly host?: string;
  /** Folder for its state; absent keeps the state in memory. */
  readonly dataDir?: string;
  /** The merchant, or how to make it, which is asked only when there is nothing in `dataDir` yet. */
  readonly merchant: Merchant | (() => Merchant);
  readonly now?: () => Date;
}

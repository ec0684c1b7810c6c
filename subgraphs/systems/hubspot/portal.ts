import type { SimulatorWorld } from "../simulator/simulator.js";
import type { Collection, Store } from "../simulator/store.js";
import type { ObjectType } from "./object-types.js";

/** One HubSpot account: its documents, its journal and its clock. */
export type Portal = Pick<SimulatorWorld, "store" | "journal" | "now">;

/** What is needed to read and write records without a journal. */
export type PortalData = Pick<SimulatorWorld, "store" | "now">;

/** A stored CRM record; every property value is a string, an absent one is null on the wire. */
export interface CrmRecord {
  readonly id: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly archived: boolean;
  readonly archivedAt?: string;
}

/** The account's own facts: the token that it accepts, what that token may do, and how often. */
export interface AccountDocument {
  readonly hubId: number;
  readonly accessToken: string;
  readonly scopes: readonly string[];
  /** Requests in ten seconds for the private app; 100 on free and Starter, 190 on Professional and Enterprise. */
  readonly requestsPerTenSeconds: number;
  /** Search requests in one second for the whole account. */
  readonly searchesPerSecond: number;
}

/** The records of one object type. */
export function recordsOf(store: Store, type: ObjectType): Collection<CrmRecord> {
  return store.collection<CrmRecord>(`objects:${type.plural}`);
}

/** The account that the seed made. */
export function accountOf(store: Store): AccountDocument {
  const account = store.collection<AccountDocument>("account").get("account");
  if (account === undefined) throw new Error("The simulator has no account; seed its store before it serves.");
  return account;
}

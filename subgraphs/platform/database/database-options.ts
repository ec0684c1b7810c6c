import type { Logger } from "pino";
import type { Telemetry } from "../telemetry/telemetry.js";
import type { Migration } from "./database.js";

/** Which database, and what it is opened with. */
export interface DatabaseOptions {
  /** A `postgres:` URL; absent means PGlite. */
  readonly url?: string | undefined;
  /** Where PGlite keeps its files. */
  readonly folder: string;
  /** PostgreSQL schema of our tables. */
  readonly schema: string;
  /** Connections to PostgreSQL; PGlite has one. */
  readonly maxConnections: number;
  /** Most pieces of work that are under way or wait for a connection; further ones are refused. */
  readonly maxWaiting: number;
  /** How long a connection is waited for, in milliseconds. */
  readonly connectTimeoutMs: number;
  /** How long one statement may take on PostgreSQL, in milliseconds. */
  readonly statementTimeoutMs: number;
  readonly migrations: readonly Migration[];
  readonly log: Logger;
  readonly telemetry: Telemetry;
}

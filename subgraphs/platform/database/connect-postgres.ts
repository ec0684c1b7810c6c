import type { Connection } from "./connect-pglite.js";
import type { DatabaseOptions } from "./database-options.js";

/** A pool of connections to PostgreSQL; nothing is sent before the first statement. */
export async function connectPostgres(options: DatabaseOptions): Promise<Connection> {
  const [{ default: pg }, { PostgresDialect }] = await Promise.all([import("pg"), import("kysely")]);
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.maxConnections,
    connectionTimeoutMillis: options.connectTimeoutMs,
    statement_timeout: options.statementTimeoutMs,
    // A server that fell silent does not time out by itself.
    query_timeout: options.statementTimeoutMs + options.connectTimeoutMs,
    keepAlive: true,
    application_name: "passerelle",
  });
  // An idle connection that breaks is replaced when it is next needed; unheard, the event would end the process.
  pool.on("error", (error) => options.log.warn({ err: error }, "an idle connection to PostgreSQL broke"));
  return { dialect: new PostgresDialect({ pool }), released: () => undefined };
}

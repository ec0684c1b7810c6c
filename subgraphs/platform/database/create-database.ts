import type { Kysely } from "kysely";
import { connectPglite, hasPglite, type Connection } from "./connect-pglite.js";
import { connectPostgres } from "./connect-postgres.js";
import { createDatabaseMetrics } from "./database-metrics.js";
import type { DatabaseOptions } from "./database-options.js";
import type { Database, DatabaseKind } from "./database.js";
import { DatabaseUnavailable } from "./errors.js";
import { isOutage } from "./is-outage.js";
import { migrate } from "./migrate.js";

interface Opened {
  readonly db: Kysely<object>;
  readonly close: () => Promise<void>;
}

/** A database that opens when it is first used: a start that needs nothing of it does not wait for it. */
export function createDatabase(options: DatabaseOptions): Database {
  const kind: DatabaseKind = options.url === undefined ? "pglite" : "postgres";
  const door = doorTo(options, kind);
  const underWay = new Set<Promise<unknown>>();
  const metrics = createDatabaseMetrics(options.telemetry, kind, () => underWay.size);
  const run: Database["run"] = async (operation, work) => {
    if (underWay.size >= options.maxWaiting) throw new DatabaseUnavailable({ reason: "too much is waiting for it" });
    const result = metrics.timed(operation, () => orUnavailable(async () => work(await door.opened())));
    underWay.add(result);
    try {
      return await result;
    } finally {
      underWay.delete(result);
    }
  };
  const close = async (): Promise<void> => {
    door.shut();
    await Promise.allSettled(underWay);
    await door.close();
    metrics.close();
  };
  return { kind, mayHoldData: () => kind === "postgres" || hasPglite(options.folder), run, close, [Symbol.asyncDispose]: close };
}

async function orUnavailable<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (!isOutage(cause)) throw cause;
    throw new DatabaseUnavailable({ reason: "it cannot be reached" }, { cause });
  }
}

function doorTo(options: DatabaseOptions, kind: DatabaseKind) {
  let opening: Promise<Opened> | undefined;
  let isShut = false;
  return {
    opened: async (): Promise<Kysely<object>> => {
      if (isShut) throw new DatabaseUnavailable({ reason: "this process is stopping" });
      // A failed opening is not remembered: the next piece of work tries again.
      opening ??= open(options, kind).catch((error: unknown) => {
        opening = undefined;
        throw error;
      });
      return (await opening).db;
    },
    shut: () => {
      isShut = true;
    },
    close: async (): Promise<void> => {
      const opened = await opening?.catch(() => undefined);
      opening = undefined;
      await opened?.close();
    },
  };
}

async function open(options: DatabaseOptions, kind: DatabaseKind): Promise<Opened> {
  const connection = kind === "pglite" ? await connectPglite(options) : await connectPostgres(options);
  const whole = await kyselyOver(connection);
  const close = async (): Promise<void> => {
    await whole.destroy();
    connection.released();
  };
  try {
    await migrate(whole, options.schema, options.migrations);
    return { db: whole.withSchema(options.schema), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function kyselyOver({ dialect }: Connection): Promise<Kysely<object>> {
  const { Kysely: Layer } = await import("kysely");
  return new Layer<object>({ dialect });
}

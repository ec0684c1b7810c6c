import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { pino } from "pino";
import { expect, it } from "vitest";
import { createDatabase, globalTelemetry, systemClock } from "#platform";
import { createDurablePositions, positionMigrations } from "./position-store.js";

it("keeps positions over a restart", async () => {
  const folder = await mkdtemp(join(tmpdir(), "positions-"));
  const options = {
    // Quicker than PGlite, where there is one.
    url: process.env["DATABASE_URL"],
    folder,
    schema: `t_${randomUUID().replaceAll("-", "")}`,
    maxConnections: 2,
    maxWaiting: 10,
    connectTimeoutMs: 2_000,
    statementTimeoutMs: 5_000,
    migrations: positionMigrations,
    log: pino({ level: "silent" }),
    telemetry: globalTelemetry(),
  };
  {
    await using database = createDatabase(options);
    const positions = createDurablePositions(database, systemClock);
    expect(await positions.read("erp", "stock.changed")).toBeUndefined();
    await positions.write("erp", "stock.changed", "1");
    await positions.write("erp", "price.changed", "p");
    await positions.write("erp", "stock.changed", "2");
  }
  await using database = createDatabase(options);
  const positions = createDurablePositions(database, systemClock);
  expect(await positions.read("erp", "stock.changed")).toBe("2");
  expect(await positions.read("erp", "price.changed")).toBe("p");
  await database.run("drop", async (db) => void (await sql`drop schema ${sql.id(options.schema)} cascade`.execute(db)));
  await database.close();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

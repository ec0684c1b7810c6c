import type { Migration } from "#platform";
import { fileMigrations } from "./files/file-tables.js";
import { positionMigrations } from "./position-store.js";

/** The tables of the intake. */
export const intakeMigrations: readonly Migration[] = [...positionMigrations, ...fileMigrations];

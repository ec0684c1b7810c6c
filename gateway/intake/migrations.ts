import type { Migration } from "#platform";
import { positionMigrations } from "./position-store.js";

/** The tables of the intake. */
export const intakeMigrations: readonly Migration[] = [...positionMigrations];

import { defineError } from "../errors/index.js";

/** The database cannot be asked right now; nothing was kept. */
export const DatabaseUnavailable = defineError<{ readonly reason: string }>({
  code: "DATABASE_UNAVAILABLE",
  status: 503,
  retry: "later",
  message: (d) => `The database cannot be used: ${d.reason}; send it again later, and see that the database runs.`,
});

/** Another process has the embedded database of the same data folder open. */
export const DatabaseInUse = defineError<{ readonly folder: string }>({
  code: "DATABASE_IN_USE",
  status: 503,
  retry: "never",
  message: (d) =>
    `Another process has the database in ${d.folder} open; give each process its own DATA_DIR, or all of them one PostgreSQL by DATABASE_URL.`,
});

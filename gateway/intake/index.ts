/** Changes that have to be asked for. */
export { deliveredValues } from "./files/delivered-values.js";
export { createFileLedger } from "./files/file-ledger.js";
export { watchFiles } from "./files/watch-files.js";
export { createIntakeInstruments, type IntakeInstruments } from "./instruments.js";
export type { PollPace } from "./pace.js";
export { durationMs } from "./duration.js";
export { intakeMigrations } from "./migrations.js";
export { createDurablePositions, createLocalPositions, type PositionStore } from "./position-store.js";
export { startPoller, type Poller, type PollerGround, type PollerOptions } from "./poll-system.js";

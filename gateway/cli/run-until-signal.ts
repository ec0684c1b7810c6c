import type { Logger } from "pino";

/** What keeps running until the process is told to stop. */
export interface Running {
  readonly close: () => Promise<void>;
}

/** Closes in the given order on SIGINT or SIGTERM; a second signal ends the process at once. */
export function runUntilSignal(log: Logger, running: readonly Running[]): void {
  let isStopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    log.info({ signal }, "stopping: requests under way finish first");
    void closeAll(running).then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, "stopping failed");
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

async function closeAll(running: readonly Running[]): Promise<void> {
  for (const one of running) await one.close();
}

import type { Logger } from "pino";
import { createLocalBus, createRedisBus, errorCode, type Clock, type EventBus, type StreamTrouble, type Telemetry } from "#platform";
import type { Settings } from "../config/index.js";

/** What the bus of a process is opened with. */
export interface EventsGround {
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly log: Logger;
}

/** Opens the bus that carries changes to the caches and subscribers of this process, and of all others that share it. */
export async function openEvents({ events }: Settings, { clock, telemetry, log }: EventsGround): Promise<EventBus> {
  const { redis, ...bounds } = events;
  const { url, ...stream } = redis;
  if (url === undefined) return createLocalBus({ ...bounds, clock, telemetry });
  return createRedisBus({ ...bounds, ...stream, url, clock, telemetry, report: (trouble, error) => tell(log, trouble, error) });
}

function tell(log: Logger, trouble: StreamTrouble, error: unknown): void {
  if (trouble === "back") return log.info("changes are heard of; caches are in use");
  if (trouble === "lost") return log.warn("changes are not heard of; caches are passed by until Redis answers again");
  if (trouble === "reset") return log.warn("changes were lost; everything that is cached was dropped");
  return log.error(
    { err: error, code: errorCode(error) },
    "a change could not be applied; caches are passed by until this process is restarted",
  );
}

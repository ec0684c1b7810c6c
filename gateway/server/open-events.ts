import { createLocalBus, type Clock, type EventBus, type Telemetry } from "#platform";
import type { Settings } from "../config/index.js";

/** What the bus of a process is opened with. */
export interface EventsGround {
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** Opens the bus that carries changes to the caches and subscribers of this process, and of all others that share it. */
export async function openEvents({ events }: Settings, { clock, telemetry }: EventsGround): Promise<EventBus> {
  return createLocalBus({ ...events, clock, telemetry });
}

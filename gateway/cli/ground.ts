import { readFileSync } from "node:fs";
import { pino, type Logger } from "pino";
import { z } from "zod";
import { startTelemetry, systemClock, traceOfLog, type Clock, type RunningTelemetry } from "#platform";
import type { Settings } from "../config/index.js";

/** What every long-running command stands on. */
export interface Ground {
  readonly log: Logger;
  readonly telemetry: RunningTelemetry;
  readonly clock: Clock;
}

/** JSON logs that carry the trace id, telemetry, and the machine's clock. */
export async function standOn(settings: Pick<Settings, "telemetry">): Promise<Ground> {
  const { serviceName, otlpEndpoint, logLevel } = settings.telemetry;
  const telemetry = await startTelemetry({ serviceName, serviceVersion: packageVersion(), otlpEndpoint });
  const log = pino({ level: logLevel, base: { service: serviceName }, mixin: traceOfLog });
  return { telemetry, log, clock: systemClock };
}

/** The version in package.json. */
export function packageVersion(): string {
  const text = readFileSync(new URL("../../../package.json", import.meta.url), "utf8");
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

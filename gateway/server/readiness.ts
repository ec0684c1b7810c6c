import type { FastifyInstance } from "fastify";
import type { RunningTelemetry } from "#platform";

/** Whether this process wants requests. */
export interface Readiness {
  readonly isOn: () => boolean;
  readonly turnOn: () => void;
  readonly turnOff: () => void;
}

/** Not ready until turned on. */
export function createReadiness(): Readiness {
  let on = false;
  return {
    isOn: () => on,
    turnOn: () => {
      on = true;
    },
    turnOff: () => {
      on = false;
    },
  };
}

/** `/health/live`: the process runs. `/health/ready`: it wants requests. `/metrics`: Prometheus' text format. */
export function serveHealth(app: FastifyInstance, readiness: Readiness, telemetry: RunningTelemetry): void {
  app.get("/health/live", () => ({ status: "live" }));
  app.get("/health/ready", (_request, reply) => {
    const isReady = readiness.isOn();
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? "ready" : "not ready" });
  });
  app.get("/metrics", (request, reply) => {
    reply.hijack();
    telemetry.writeMetrics(request.raw, reply.raw);
  });
}

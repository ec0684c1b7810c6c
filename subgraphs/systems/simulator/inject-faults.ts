import { setTimeout as delay } from "node:timers/promises";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { FaultBoard } from "./fault-board.js";
import type { Fault } from "./fault.js";
import { isControlRequest, pathOf, type OperationReader } from "./operation.js";

const brokenPage = "<!DOCTYPE html><html><head><title>Maintenance</title></head><body><h1>We will be rig";

/** Makes every route of the vendor suffer the faults on the board. Register it before the vendor's own hooks. */
export function injectFaults(app: FastifyInstance, board: FaultBoard, operationOf: OperationReader): void {
  const unanswered = new WeakSet<FastifyRequest>();
  app.addHook("preValidation", async (request, reply) => {
    if (isControlRequest(request)) return;
    const target = { method: request.method, path: pathOf(request), operation: operationOf(request) };
    for (const fault of board.takeForRequest(target)) {
      if (fault.fault === "accept-then-hang") unanswered.add(request);
      else await suffer(fault, request, reply);
    }
  });
  app.addHook("onSend", async (request, _reply, payload) => {
    // The handler has run and its changes are kept; the caller just never hears of it.
    if (unanswered.has(request)) await new Promise<never>(() => undefined);
    return payload;
  });
}

async function suffer(fault: Fault, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  switch (fault.fault) {
    case "latency":
      await delay(fault.latencyMs ?? 0, undefined, { ref: false });
      return;
    case "hang":
      reply.hijack();
      return;
    case "reset":
      reply.hijack();
      request.raw.socket.resetAndDestroy();
      return;
    case "garbage":
      await sendGarbage(fault, reply);
      return;
    case "status":
      await sendStatus(fault, reply);
      return;
    default:
  }
}

async function sendGarbage({ body }: Fault, reply: FastifyReply): Promise<void> {
  const type = body === undefined ? "text/html; charset=utf-8" : "application/json; charset=utf-8";
  await reply
    .code(200)
    .header("content-type", type)
    .send(typeof body === "string" ? body : brokenPage);
}

async function sendStatus({ status = 500, retryAfter, body }: Fault, reply: FastifyReply): Promise<void> {
  reply.code(status);
  if (retryAfter !== undefined) reply.header("retry-after", String(retryAfter));
  await reply.send(body ?? { error: "fault on demand", status });
}

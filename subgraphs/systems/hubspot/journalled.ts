import type { FastifyRequest } from "fastify";
import { operationName } from "./operation-name.js";
import type { Portal } from "./portal.js";

/** Runs a write and records it with its result in one transaction. */
export function journalled<T>(portal: Portal, request: FastifyRequest, change: () => T): T {
  const path = request.url.split("?", 1)[0] ?? request.url;
  const operation = operationName(request) ?? `${request.method} ${path}`;
  return portal.journal.accept({ method: request.method, path, operation, body: request.body }, change);
}

import type { FastifyRequest } from "fastify";
import type { SimulatorDefinition } from "./simulator.js";

/** Names the operation that a request asks for; the body has been parsed by then. */
export type OperationReader = (request: FastifyRequest) => string;

/** The vendor's own name for the operation where it has one, else method and route, for example `GET /api/products/:id`. */
export function createOperationReader({ operationOf }: SimulatorDefinition): OperationReader {
  return (request) => operationOf?.(request) ?? `${request.method} ${request.routeOptions.url ?? pathOf(request)}`;
}

/** A request's path without its query string. */
export function pathOf(request: FastifyRequest): string {
  return request.url.split("?", 1)[0] ?? request.url;
}

/** True for the framework's own routes (`/_journal`, `/_faults` …), which are neither counted nor disturbed. */
export function isControlRequest(request: FastifyRequest): boolean {
  return request.url.startsWith("/_");
}

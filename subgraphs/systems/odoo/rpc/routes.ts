import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import type { SimulatorWorld } from "../../simulator/simulator.js";
import { OdooError } from "../orm/odoo-error.js";
import type { Registry } from "../orm/schema.js";
import { serve, type ServiceCall } from "./services.js";

const envelope = z.object({
  jsonrpc: z.literal("2.0").optional(),
  method: z.string().optional(),
  id: z.union([z.string(), z.number(), z.null()]).optional(),
  params: z.object({ service: z.string(), method: z.string(), args: z.array(z.unknown()) }),
});

const page = (title: string, text: string): string =>
  `<!doctype html>\n<html lang=en>\n<title>${title}</title>\n<h1>${title}</h1>\n<p>${text}</p>\n`;

/** `POST /jsonrpc` with its envelope, and the server's pages for what it does not serve. */
export function registerRoutes(
  app: FastifyInstance,
  world: SimulatorWorld,
  { registry, database }: { registry: Registry; database: string },
): void {
  app.setErrorHandler((_error, _request, reply) => reply.code(400).type("text/html; charset=utf-8").send("Invalid JSON data"));
  app.setNotFoundHandler((request, reply) => {
    // Odoo 18 answers the paths of later versions' JSON API with a page of the web client, and 200.
    if (request.url.startsWith("/json/2")) return reply.type("text/html; charset=utf-8").send(page("Odoo", "Sign in"));
    return reply.code(404).type("text/html; charset=utf-8").send(page("404 Not Found", "The requested URL was not found on the server."));
  });
  app.get("/web/health", () => ({ status: "pass" }));
  app.post("/jsonrpc", async (request, reply) => {
    const parsed = envelope.safeParse(request.body);
    const id = parsed.success ? (parsed.data.id ?? null) : null;
    if (!parsed.success)
      return reply.send(failure(id, new OdooError("builtins.TypeError", "dispatch_rpc() missing 3 required positional arguments")));
    return reply.type("application/json; charset=utf-8").send(answer(id, () => serve({ world, registry, database }, parsed.data.params)));
  });
}

/** The model and method of a call, for counters and faults, for example `sale.order.create`. */
export function operationOf(request: FastifyRequest): string | undefined {
  const parsed = envelope.safeParse(request.body);
  return parsed.success ? nameOf(parsed.data.params) : undefined;
}

function nameOf({ service, method, args }: ServiceCall): string {
  return service === "object" && method.startsWith("execute") ? `${String(args[3])}.${String(args[4])}` : `${service}.${method}`;
}

function answer(id: string | number | null, work: () => unknown): Readonly<Record<string, unknown>> {
  try {
    const result = work();
    // A method that returns Python's None leaves the key out altogether.
    return { jsonrpc: "2.0", id, ...(result !== undefined && { result }) };
  } catch (error) {
    return failure(
      id,
      error instanceof OdooError ? error : new OdooError("builtins.Exception", error instanceof Error ? error.message : String(error)),
    );
  }
}

function failure(id: string | number | null, error: OdooError): Readonly<Record<string, unknown>> {
  const { exception, message } = error;
  const debug = `Traceback (most recent call last):\n  File "odoo/http.py", in dispatch\n${exception.replace("builtins.", "")}: ${message}\n`;
  return {
    jsonrpc: "2.0",
    id,
    error: { code: 200, message: "Odoo Server Error", data: { name: exception, debug, message, arguments: [message], context: {} } },
  };
}

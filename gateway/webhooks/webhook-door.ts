import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { PasserelleError, type Clock } from "#platform";
import type { ConnectedSystem, Delivery } from "#sdk";
import { WebhooksBusy, WebhookUnknown, WebhookRefused } from "./errors.js";
import type { Intake } from "./intake.js";
import type { Outcome, WebhookMetrics } from "./webhook-metrics.js";

/** What the door stands on. */
export interface WebhookDoor {
  readonly systems: ReadonlyMap<string, ConnectedSystem>;
  readonly intake: Intake;
  readonly metrics: WebhookMetrics;
  readonly clock: Clock;
  readonly bodyLimitBytes: number;
  readonly maxAtOnce: number;
  /** Where vendors reach us, when it is not what the request says. */
  readonly publicUrl: string | undefined;
}

const params = z.object({ system: z.string() });
const unknownSystem = "unknown";

/** `POST /webhooks/<system>`: the body stays as it came, whatever the rest of the server makes of JSON. */
export function serveWebhooks(app: FastifyInstance, door: WebhookDoor): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(/^application\/(?:[\w.+-]+\+)?json\b/u, { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    scope.setErrorHandler((error: FastifyError, request, reply) => answerError(door, { error, request, reply }));
    let atOnce = 0;
    scope.addHook("onRequest", async (request, reply) => {
      systemOf(door, request);
      if (atOnce >= door.maxAtOnce) throw new WebhooksBusy({ reason: "too many come at once" });
      atOnce += 1;
      reply.raw.once("close", () => {
        atOnce -= 1;
      });
    });
    scope.post("/webhooks/:system", { bodyLimit: door.bodyLimitBytes }, (request, reply) => take(door, request, reply));
  });
}

async function take(door: WebhookDoor, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const startedAt = door.clock.now();
  const system = systemOf(door, request);
  const delivery = deliveryOf(request, door.publicUrl);
  const greeting = system.webhooks?.handshake(delivery);
  if (greeting !== undefined) return reply.type("text/plain; charset=utf-8").header("x-content-type-options", "nosniff").send(greeting);
  const outcome = await door.intake.take(system, delivery);
  door.metrics.received(system.name, outcome, (door.clock.now() - startedAt) / 1000);
  return reply.code(statusOf(outcome)).send({ outcome });
}

// 202: it is kept and will be applied, also when this process ends now.
function statusOf(outcome: Outcome): number {
  return outcome === "later" ? 202 : 200;
}

function systemOf({ systems }: WebhookDoor, request: FastifyRequest): ConnectedSystem {
  const { system: name } = params.parse(request.params);
  const system = systems.get(name);
  if (system === undefined) throw new WebhookUnknown({ reason: "the address names no system of the settings" });
  if (system.webhooks === undefined || system.ports.webhooks === undefined)
    throw new WebhookUnknown({ reason: `system "${name}" takes none, or its settings have no webhook secret` });
  return system;
}

function deliveryOf(request: FastifyRequest, publicUrl: string | undefined): Delivery {
  const base = publicUrl?.replace(/\/+$/u, "") ?? `${request.protocol}://${request.host}`;
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(",") : value] as const],
  );
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  return { method: request.method, url: `${base}${request.url}`, headers: Object.fromEntries(headers), body };
}

interface Failed {
  readonly error: FastifyError;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

const sayings: Readonly<Record<number, string>> = {
  413: "The webhook is larger than this server reads (webhooks.bodyLimitBytes).",
  415: "This content type is not read; webhooks are JSON.",
};

// Nothing of a body is ever logged: it may be about people.
function answerError({ metrics, systems }: WebhookDoor, { error, request, reply }: Failed): FastifyReply {
  const status = error instanceof PasserelleError ? error.status : (error.statusCode ?? 500);
  const code = error instanceof PasserelleError ? error.code : (codes[status] ?? "WEBHOOK_FAILED");
  const named = params.safeParse(request.params).data?.system ?? "";
  // A name that somebody made up must not become a label.
  const system = systems.has(named) ? named : unknownSystem;
  const reason = error instanceof WebhookRefused ? reasonOf(error) : code.toLowerCase().replaceAll("_", "-");
  metrics.refused(system, reason);
  if (status >= 500) request.log.error({ err: error, system }, "a webhook could not be taken");
  if (status === 503) reply.header("retry-after", "1");
  const message =
    error instanceof PasserelleError ? error.message : (sayings[status] ?? "The webhook could not be taken; send it again later.");
  return reply.code(status).send({ error: { code, message } });
}

const codes: Readonly<Record<number, string>> = { 413: "BODY_TOO_LARGE", 415: "UNSUPPORTED_MEDIA_TYPE" };

function reasonOf(error: InstanceType<typeof WebhookRefused>): string {
  return error.detail.reason;
}

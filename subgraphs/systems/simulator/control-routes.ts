import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { CallCounter } from "./calls.js";
import type { FaultBoard } from "./fault-board.js";
import { parseFaults } from "./fault.js";
import type { Journal } from "./journal.js";
import type { Subscribers } from "./subscribers.js";

/** What the control routes show and change. */
export interface Controls {
  readonly vendor: string;
  readonly journal: Journal;
  readonly calls: CallCounter;
  readonly faults: FaultBoard;
  readonly subscribers: Subscribers;
}

const subscription = z.strictObject({ url: z.url({ protocol: /^https?$/u }) });

const journalQuery = z.object({
  after: z.coerce.number().int().min(0).optional(),
  operation: z.string().optional(),
});

/** Registers `/_health`, `/_journal`, `/_calls`, `/_faults` and `/_webhooks`, which are the framework's and no vendor's. */
export function registerControlRoutes(app: FastifyInstance, { vendor, journal, calls, faults, subscribers }: Controls): void {
  app.get("/_webhooks", () => ({ urls: subscribers.list() }));
  app.put("/_webhooks", (request, reply) => {
    const parsed = subscription.safeParse(request.body);
    if (!parsed.success)
      return reply.code(400).send({ error: "Give the address that is told of changes as url.", problems: parsed.error.issues });
    subscribers.set(parsed.data.url);
    return reply.code(204).send();
  });
  app.get("/_health", () => ({ status: "ok", vendor }));
  app.get("/_journal", (request, reply) => {
    const query = journalQuery.safeParse(request.query);
    if (query.success) return journal.list(query.data);
    return reply.code(400).send({ error: "Unreadable query; give after as a whole number.", problems: query.error.issues });
  });
  app.get("/_calls", () => calls.read());
  app.delete("/_calls", (_request, reply) => {
    calls.reset();
    return reply.code(204).send();
  });
  app.get("/_faults", () => faults.list());
  app.post("/_faults", (request, reply) => {
    const parsed = parseFaults(request.body);
    if ("faults" in parsed) return reply.code(201).send(faults.add(parsed.faults));
    return reply.code(400).send({ error: "No such fault; correct the fields named in problems.", problems: parsed.problems });
  });
  app.delete("/_faults", (_request, reply) => {
    faults.clear();
    return reply.code(204).send();
  });
}

import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { CallCounter } from "./calls.js";
import type { FaultBoard } from "./fault-board.js";
import { parseFaults } from "./fault.js";
import type { Journal } from "./journal.js";

/** What the control routes show and change. */
export interface Controls {
  readonly vendor: string;
  readonly journal: Journal;
  readonly calls: CallCounter;
  readonly faults: FaultBoard;
}

const journalQuery = z.object({
  after: z.coerce.number().int().min(0).optional(),
  operation: z.string().optional(),
});

/** Registers `/_health`, `/_journal`, `/_calls` and `/_faults`, which are the framework's and no vendor's. */
export function registerControlRoutes(app: FastifyInstance, { vendor, journal, calls, faults }: Controls): void {
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

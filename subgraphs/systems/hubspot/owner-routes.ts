import type { FastifyInstance } from "fastify";
import type { PortalData } from "./portal.js";

/** A user who can own records. */
export interface OwnerDocument {
  readonly id: string;
  readonly email: string;
  readonly type: "PERSON";
  readonly firstName: string;
  readonly lastName: string;
  readonly userId: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly archived: boolean;
}

/** Registers `/crm/v3/owners`. */
export function registerOwnerRoutes(app: FastifyInstance, portal: PortalData): void {
  app.get("/crm/v3/owners", () => ({ results: portal.store.collection<OwnerDocument>("owners").all() }));
  app.get("/crm/v3/owners/", () => ({ results: portal.store.collection<OwnerDocument>("owners").all() }));
}

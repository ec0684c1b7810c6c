import { Forbidden, Unauthenticated } from "../errors/request-errors.js";
import type { Viewer } from "./viewer.js";

/** Lets a viewer with the scope pass; throws `Unauthenticated` without a token and `Forbidden` without the scope. */
export function requireScope(viewer: Viewer, scope: string, wanted: string): void {
  if (viewer.scopes.has(scope)) return;
  if (viewer.kind === "anonymous") throw new Unauthenticated({ wanted });
  throw new Forbidden({ wanted, scope });
}

/** Lets the customer themselves pass, and staff with the scope; throws `Unauthenticated` or `Forbidden` for everybody else. */
export function requireSelfOrScope(viewer: Viewer, customer: string | undefined, access: { scope: string; wanted: string }): void {
  if (viewer.kind === "customer" && customer !== undefined && viewer.customer === customer) return;
  requireScope(viewer, access.scope, access.wanted);
}

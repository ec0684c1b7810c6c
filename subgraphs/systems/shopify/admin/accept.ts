import { apiVersion } from "../api-version.js";
import type { AdminScope } from "./scope.js";

/** A mutation by its name, with its arguments as they came. */
export interface AskedChange {
  readonly mutation: string;
  readonly args: unknown;
}

/** Does what a mutation asks for and writes it into the journal, both or neither. */
export function accept<T>({ world }: AdminScope, { mutation, args }: AskedChange, change: () => T): T {
  return world.journal.accept({ method: "POST", path: `/admin/api/${apiVersion}/graphql.json`, operation: mutation, body: args }, change);
}

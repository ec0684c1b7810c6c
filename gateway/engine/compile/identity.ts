import type { DataObject } from "../run/execution.js";

/**
 * A text that two representations share exactly when they are the same, keys in the same order: cheaper than their JSON, since most of them
 * are told apart only to be found known.
 */
export function identityOf(representation: DataObject): string {
  let identity = "";
  for (const key in representation) {
    const value = representation[key];
    // A string tells its length, so that nothing inside it can pass for the next member.
    identity += typeof value === "string" ? `${key}"${value.length}:${value}` : `${key}=${JSON.stringify(value)};`;
  }
  return identity;
}

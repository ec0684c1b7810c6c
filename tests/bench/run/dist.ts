import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Path of a built file of the project. */
export function distFile(path: string): string {
  return fileURLToPath(new URL(`../../../dist/${path}`, import.meta.url));
}

/** A built module of the project, loaded; the sources cannot be, for their decorators. */
export async function loadFromDist(path: string): Promise<Record<string, unknown>> {
  return await import(distFile(path));
}

/** Whether this build's settings have a key, given as `a.b.c`. */
export function isSetting(path: string): boolean {
  const file = new URL("../../../docs/reference/settings.schema.json", import.meta.url);
  const schema: unknown = JSON.parse(readFileSync(file, "utf8"));
  return path.split(".").reduce((at, key) => child(child(at, "properties"), key), schema) !== undefined;
}

/** Settings with one more key, given as `a.b.c`. */
export function withSetting(settings: object, path: string, value: unknown): object {
  const [key = "", ...rest] = path.split(".");
  if (rest.length === 0) return { ...settings, [key]: value };
  const below = child(settings, key);
  return { ...settings, [key]: withSetting(typeof below === "object" && below !== null ? below : {}, rest.join("."), value) };
}

function child(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined;
}

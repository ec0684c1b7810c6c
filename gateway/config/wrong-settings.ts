import { closest, distance } from "fastest-levenshtein";
import { z } from "zod";
import { defineError } from "#platform/errors";

/** One thing that is wrong in the settings, with its path and the remedy. */
export interface SettingsProblem {
  /** For example `server.prot`. */
  readonly path: string;
  readonly problem: string;
}

/** The settings cannot be used; every problem is listed. */
export const WrongSettings = defineError<{ readonly source: string; readonly problems: readonly SettingsProblem[] }>({
  code: "WRONG_SETTINGS",
  status: 500,
  retry: "never",
  message: (d) => `The settings in ${d.source} are wrong:\n${d.problems.map((one) => `  ${one.path}: ${one.problem}`).join("\n")}`,
});

/** Problems of a failed check, each unknown key with the nearest valid name. */
export function problemsOf(error: z.ZodError, schema: z.ZodType, prefix: readonly PropertyKey[] = []): SettingsProblem[] {
  const description = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return error.issues.flatMap((issue) => {
    if (issue.code !== "unrecognized_keys") return [{ path: pathOf([...prefix, ...issue.path]), problem: valueProblem(issue) }];
    const valid = keysAt(description, issue.path);
    return issue.keys.map((key) => ({ path: pathOf([...prefix, ...issue.path, key]), problem: unknownKey(key, valid) }));
  });
}

function valueProblem(issue: z.core.$ZodIssue): string {
  const isMissing = issue.code === "invalid_type" && issue.message.endsWith("received undefined");
  return isMissing ? `it is missing; give a ${issue.expected}` : issue.message;
}

/** Says that a key is unknown, and which one was probably meant. */
export function unknownKey(key: string, valid: readonly string[]): string {
  if (valid.length === 0) return "there is no such key";
  const nearest = closest(key, [...valid]);
  const isNear = distance(key, nearest) <= Math.max(2, key.length / 2);
  return isNear ? `there is no such key; did you mean "${nearest}"?` : `there is no such key; valid ones are ${valid.join(", ")}`;
}

function pathOf(path: readonly PropertyKey[]): string {
  return path.map(String).join(".") || "(top)";
}

const node = z.looseObject({
  properties: z.record(z.string(), z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
});

function keysAt(description: unknown, path: readonly PropertyKey[]): readonly string[] {
  let at = node.safeParse(description).data;
  for (const step of path) at = node.safeParse(at?.properties?.[String(step)] ?? at?.additionalProperties ?? at?.items).data;
  return Object.keys(at?.properties ?? {});
}

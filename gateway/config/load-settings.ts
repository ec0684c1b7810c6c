import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Environment } from "./environment.js";
import { settingsSchema, type Settings } from "./schema.js";
import { problemsOf, unknownKey, WrongSettings, type SettingsProblem } from "./wrong-settings.js";

/** Name of the settings file that is read when none is named. */
export const DEFAULT_FILE = "passerelle.config.yaml";

/** The settings file to read: the one named, else the environment's, else the default one where it exists. */
export function findSettingsFile(named: string | undefined, environment: Environment): string | undefined {
  const chosen = named ?? environment.configFile;
  return chosen ?? (existsSync(DEFAULT_FILE) ? DEFAULT_FILE : undefined);
}

/**
 * Reads and checks a settings file; `absent` says what stands where the file has no such key. Throws `WrongSettings` that lists every problem
 * with its path.
 */
export function loadSettings(file: string, environment: Environment, absent: object = {}): Settings {
  const raw = parseFile(file);
  const isMapping = typeof raw === "object" && raw !== null && !Array.isArray(raw);
  return checkSettings(isMapping ? { ...absent, ...raw } : raw, { source: file, environment });
}

/** Checks settings that are parsed already: fills `${NAME}` from the environment, then defaults. Throws `WrongSettings`. */
export function checkSettings(raw: unknown, options: { readonly source: string; readonly environment: Environment }): Settings {
  const { source, environment } = options;
  const missing: SettingsProblem[] = [];
  const filled = fillVariables(raw, { environment, missing, path: [] });
  if (missing.length > 0) throw new WrongSettings({ source, problems: missing });
  const parsed = settingsSchema.safeParse(filled);
  if (!parsed.success) throw new WrongSettings({ source, problems: problemsOf(parsed.error, settingsSchema) });
  checkReferences(parsed.data, source);
  return withEnvironment(parsed.data, environment);
}

function parseFile(file: string): unknown {
  const wrong = (problem: string, cause: unknown): Error =>
    new WrongSettings({ source: file, problems: [{ path: "(file)", problem }] }, { cause });
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw wrong("it cannot be read; check the path and its rights", cause);
  }
  try {
    return parse(text);
  } catch (cause) {
    throw wrong(`it is not valid YAML: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
  }
}

interface Filling {
  readonly environment: Environment;
  readonly missing: SettingsProblem[];
  readonly path: readonly string[];
}

function fillVariables(value: unknown, filling: Filling): unknown {
  if (typeof value === "string") return fillText(value, filling);
  if (Array.isArray(value)) return value.map((one, at) => fillVariables(one, { ...filling, path: [...filling.path, String(at)] }));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => [key, fillVariables(one, { ...filling, path: [...filling.path, key] })]);
  return Object.fromEntries(entries);
}

function fillText(text: string, { environment, missing, path }: Filling): string {
  return text.replace(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (whole, name: string) => {
    const value = environment.variable(name);
    if (value !== undefined) return value;
    missing.push({ path: path.join("."), problem: `the environment variable ${name} is not set; set it or write the value` });
    return whole;
  });
}

// A subgraph that names a system which is not there would fail at the first query; better at the start.
function checkReferences(settings: Settings, source: string): void {
  const known = Object.keys(settings.systems);
  const problems = Object.entries(settings.subgraphs).flatMap(([name, subgraph]) => {
    if (subgraph === undefined || known.includes(subgraph.system)) return [];
    const problem = unknownKey(subgraph.system, known).replace("such key", `system "${subgraph.system}"`);
    return [{ path: `subgraphs.${name}.system`, problem }];
  });
  if (problems.length > 0) throw new WrongSettings({ source, problems });
}

function withEnvironment(settings: Settings, environment: Environment): Settings {
  const { host, port, redisUrl, otlpEndpoint } = environment;
  return {
    ...settings,
    server: { ...settings.server, ...(host !== undefined && { host }), ...(port !== undefined && { port }) },
    database: databaseOf(settings.database, environment),
    cache: cacheOf(settings.cache, environment),
    events: withRedis(settings.events, redisUrl),
    telemetry: {
      ...settings.telemetry,
      ...(settings.telemetry.otlpEndpoint === undefined && otlpEndpoint !== undefined && { otlpEndpoint }),
    },
  };
}

function databaseOf(database: Settings["database"], { databaseUrl, dataDir }: Environment): Settings["database"] {
  const url = database.url ?? databaseUrl;
  return { ...database, folder: database.folder ?? join(dataDir, "database"), ...(url !== undefined && { url }) };
}

function cacheOf(cache: Settings["cache"], { redisUrl }: Environment): Settings["cache"] {
  const { entities } = cache;
  const url = entities.redis.url ?? redisUrl;
  return { ...cache, entities: { ...entities, redis: { ...entities.redis, ...(url !== undefined && { url }) } } };
}

function withRedis(events: Settings["events"], redisUrl: string | undefined): Settings["events"] {
  const url = events.redis.url ?? redisUrl;
  return url === undefined ? events : { ...events, redis: { ...events.redis, url } };
}

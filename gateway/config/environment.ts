import { z } from "zod";

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  HOST: z.string().min(1).optional(),
  DATA_DIR: z.string().min(1).default(".data"),
  DATABASE_URL: z.string().min(1).optional(),
  REDIS_URL: z.string().min(1).optional(),
  PASSERELLE_CONFIG: z.string().min(1).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
});

/** What the environment says; empty variables count as absent. */
export interface Environment {
  readonly port: number | undefined;
  readonly host: string | undefined;
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly configFile: string | undefined;
  readonly otlpEndpoint: string | undefined;
  /** A variable that a `${NAME}` in the settings file may stand for. */
  readonly variable: (name: string) => string | undefined;
}

/** The process's environment, or another one in tests; the only place that reads `process.env`. Throws `z.ZodError` when a variable is wrong. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>> = process.env): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = schema.parse(given);
  return {
    port: parsed.PORT,
    host: parsed.HOST,
    dataDir: parsed.DATA_DIR,
    databaseUrl: parsed.DATABASE_URL,
    redisUrl: parsed.REDIS_URL,
    configFile: parsed.PASSERELLE_CONFIG,
    otlpEndpoint: parsed.OTEL_EXPORTER_OTLP_ENDPOINT,
    variable: (name) => given[name],
  };
}

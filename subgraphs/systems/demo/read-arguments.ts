import { parseArgs } from "node:util";
import { z } from "zod";
import { generateMerchant } from "../merchant/generate-merchant.js";
import { demoSystemNames } from "./demo-system.js";
import type { DemoSystemsOptions } from "./start-demo-systems.js";

/** How to call `npm run systems`. */
export const usage = `Usage: npm run systems -- [--data-dir DIR] [--port-base N] [--seed N] [--json]

  --data-dir DIR   keep the systems' state in this folder; otherwise it is gone when they stop
  --port-base N    listen on N (erp), N+1 (pim), N+2 (crm) and N+3 (shop); otherwise on free ports
  --seed N         another merchant; a data folder keeps the one it was first filled with
  --json           print one line of JSON instead of a table`;

/** What the command line asked for, or what is wrong with it. */
export type ParsedArguments = { readonly systems: DemoSystemsOptions; readonly asJson: boolean } | { readonly problem: string };

const lastPortBase = 65_535 - (demoSystemNames.length - 1);

const argumentsSchema = z.strictObject({
  "data-dir": z.string().min(1).optional(),
  "port-base": z.coerce.number().int().min(1).max(lastPortBase).optional(),
  seed: z.coerce.number().int().min(0).optional(),
  json: z.boolean().default(false),
});

/** Reads the arguments that follow the script's name. */
export function readArguments(args: readonly string[]): ParsedArguments {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { "data-dir": { type: "string" }, "port-base": { type: "string" }, seed: { type: "string" }, json: { type: "boolean" } },
    });
    const parsed = argumentsSchema.safeParse(values);
    if (parsed.success) return { systems: toOptions(parsed.data), asJson: parsed.data.json };
    return { problem: parsed.error.issues.map(({ path, message }) => `--${path.join(".")}: ${message}`).join("\n") };
  } catch (cause) {
    return { problem: cause instanceof Error ? cause.message : String(cause) };
  }
}

function toOptions({ "data-dir": dataDir, "port-base": portBase, seed }: z.output<typeof argumentsSchema>): DemoSystemsOptions {
  return {
    ...(dataDir === undefined ? {} : { dataDir }),
    ...(portBase === undefined ? {} : { ports: portsFrom(portBase) }),
    ...(seed === undefined ? {} : { merchant: () => generateMerchant({ seed }) }),
  };
}

function portsFrom(base: number): NonNullable<DemoSystemsOptions["ports"]> {
  return Object.fromEntries(demoSystemNames.map((name, index) => [name, base + index]));
}

import { readEnvironment } from "../config/index.js";
import { openSystems } from "../server/index.js";
import { demoOrSettings } from "./demo-or-settings.js";
import { examine, type Finding } from "./examine-system.js";
import { standOn } from "./ground.js";

/** `doctor [--config FILE]`: prints what works, what does not and what to do; exit code 1 when something does not. */
export async function doctorCommand(options: { readonly config?: string }): Promise<void> {
  const { settings, running } = await demoOrSettings(options.config, readEnvironment());
  const ground = await standOn({ telemetry: { ...settings.telemetry, logLevel: "silent" } });
  const systems = await openSystems(settings, Object.keys(settings.systems), ground);
  process.stdout.write("settings  ok\n");
  const reports = await Promise.all(
    [...systems.values()].map(async (system) => ({ system, findings: await examine(system, ground.clock) })),
  );
  for (const { system, findings } of reports) {
    process.stdout.write(`\n${system.name} (${system.connectorName})\n${findings.map(lineOf).join("")}`);
  }
  await Promise.all([...systems.values(), ...running, ground.telemetry].map((one) => one.close()));
  const failed = reports.flatMap(({ findings }) => findings).filter((one) => one.verdict === "failed").length;
  process.stdout.write(
    failed === 0 ? "\nEverything answers.\n" : `\n${failed} of the checks failed; mend what is named above and ask again.\n`,
  );
  process.exit(failed === 0 ? 0 : 1);
}

const marks = { ok: "ok     ", empty: "empty  ", skipped: "skipped", failed: "FAILED " } as const;

function lineOf({ port, verdict, told, latencyMs }: Finding): string {
  return `  ${marks[verdict]}  ${port.padEnd(13)} ${told}${verdict === "ok" || verdict === "empty" ? ` (${latencyMs} ms)` : ""}\n`;
}

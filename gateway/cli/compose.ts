import { readEnvironment } from "../config/index.js";
import { composeFromSettings } from "../server/index.js";
import { demoOrSettings } from "./demo-or-settings.js";
import { standOn } from "./ground.js";

/** `compose [--config FILE]`: prints the supergraph. */
export async function composeCommand(options: { readonly config?: string }): Promise<void> {
  const { settings, running } = await demoOrSettings(options.config, readEnvironment());
  const ground = await standOn({ telemetry: { ...settings.telemetry, logLevel: "silent" } });
  try {
    process.stdout.write(`${await composeFromSettings({ settings, ...ground })}\n`);
  } finally {
    await Promise.all(running.map((one) => one.close()));
    await ground.telemetry.close();
  }
}

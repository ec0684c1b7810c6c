import { describeSystems, tableOf } from "./describe-systems.js";
import { readArguments, usage } from "./read-arguments.js";
import { startDemoSystems } from "./start-demo-systems.js";

/** `npm run systems`: the demo's systems until a signal, or the end of the parent process, ends them. Exit code 2 for a wrong argument. */
export async function runDemo(): Promise<void> {
  const asked = readArguments(process.argv.slice(2));
  if ("problem" in asked) {
    process.stderr.write(`${asked.problem}\n\n${usage}\n`);
    process.exit(2);
  }
  const demo = await startDemoSystems(asked.systems);
  const stop = (): void => void demo.close().then(() => process.exit(0));
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  // Started by a parent: end with it, also when it was killed.
  process.once("disconnect", stop);

  const ready = describeSystems(demo);
  process.stdout.write(`${asked.asJson ? JSON.stringify(ready.systems) : tableOf(ready)}\n`);
  process.send?.(ready);
}

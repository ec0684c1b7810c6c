import { describeSystems, tableOf } from "./demo/describe-systems.js";
import { readArguments, usage } from "./demo/read-arguments.js";
import { startDemoSystems } from "./demo/start-demo-systems.js";

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

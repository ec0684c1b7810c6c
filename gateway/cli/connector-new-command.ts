import { newConnector } from "./connector-new.js";

/** `connector new NAME`: makes the folder in the working directory's checkout. */
export async function connectorNewCommand(name: string): Promise<void> {
  const made = await newConnector(name, process.cwd());
  process.stdout.write(`${JSON.stringify(made, undefined, 2)}\n`);
}

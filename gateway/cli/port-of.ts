import { WrongSettings } from "../config/index.js";

/** A port from the command line; throws `WrongSettings` when it is none. */
export function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new WrongSettings({ source: "the command line", problems: [{ path: "--port", problem: `"${text}" is no port; give 0 to 65535` }] });
}

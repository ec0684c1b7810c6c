import { createDevelopmentToken } from "../auth/index.js";
import { DEMO_SECRET, findSettingsFile, loadSettings, readEnvironment, WrongSettings, type Settings } from "../config/index.js";

/** What `token` is asked for. */
export interface TokenCommandOptions {
  readonly customer?: string;
  readonly groups?: readonly string[];
  readonly scopes?: readonly string[];
  readonly expiresIn: string;
  readonly config?: string;
}

/** `token --customer ID | --scopes a,b`: prints a bearer token that the gateway with these settings accepts; the demo's without a file. */
export async function tokenCommand(options: TokenCommandOptions): Promise<void> {
  const environment = readEnvironment();
  const file = findSettingsFile(options.config, environment);
  const auth: Settings["auth"] = file === undefined ? { secret: DEMO_SECRET } : loadSettings(file, environment).auth;
  const { secret, issuer, audience } = auth;
  if (secret === undefined) {
    const problem = "it is missing; development tokens are signed with a shared key, real ones by your identity provider";
    throw new WrongSettings({ source: file ?? "the demo", problems: [{ path: "auth.secret", problem }] });
  }
  const token = await createDevelopmentToken({ ...options, secret, issuer, audience }).catch((cause: unknown) => {
    if (!(cause instanceof TypeError)) throw cause;
    const problem = `"${options.expiresIn}" is no time; give one such as 8h`;
    throw new WrongSettings({ source: "the command line", problems: [{ path: "--expires-in", problem }] }, { cause });
  });
  process.stdout.write(`${token}\n`);
}

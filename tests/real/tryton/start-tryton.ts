import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { trytonEnvironment, trytonLogin, trytonTemplate } from "./tryton-template.js";

export { trytonMissing } from "./tryton-template.js";

const bootLimitMs = 60_000;
const database = "tryton";

/** A Tryton server of a test's own: a process, a free port and a private copy of the merchant's database, until it is disposed of. */
export interface RunningTryton extends AsyncDisposable {
  readonly url: string;
  readonly database: string;
  /** The login of the gateway: it may read what sells, and change nothing of the set-up. */
  readonly user: string;
  readonly password: string;
  /** The login of the merchant's administrator; it has the same password. */
  readonly admin: string;
  /** ISO date that the merchant's relative dates (`inDays`, `daysAgo`) count from. */
  readonly seededOn: string;
  /** The SQLite file that the database is. */
  readonly file: string;
  /** File that the server writes its log to. */
  readonly log: string;
  /** Ends every login, as their age does: Tryton refuses the sessions from here on. */
  readonly endSessions: () => void;
}

/** Starts a real Tryton 6.0 with the merchant of `merchant.json`, and waits until it answers (about three seconds once the template is built). */
export async function startTryton(): Promise<RunningTryton> {
  const template = await trytonTemplate();
  const folder = await mkdtemp(join(tmpdir(), "tryton-"));
  const file = join(folder, `${database}.sqlite`);
  await copyFile(template.file, file);
  const log = join(folder, "trytond.log");
  const server = await boot(folder, log);
  const stop = (): Promise<void> => end(server, folder);
  try {
    const url = await listeningAt(server, log);
    const { user, password, admin } = trytonLogin;
    const { seededOn } = template;
    return { url, database, user, password, admin, seededOn, file, log, endSessions: () => endSessions(file), [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function boot(folder: string, log: string): Promise<ChildProcess> {
  const config = join(folder, "trytond.conf");
  await writeFile(config, `[database]\nuri = sqlite://\npath = ${folder}\n[web]\nlisten = 127.0.0.1:0\n`);
  const output = await open(log, "a");
  const server = spawn("/usr/bin/trytond", ["-c", config, "-d", database], {
    env: trytonEnvironment(),
    stdio: ["ignore", output.fd, output.fd],
  });
  await once(server, "spawn");
  await output.close();
  return server;
}

/** The address that the server prints once it listens: it took a free port itself, so no other process can have it. */
async function listeningAt(server: ChildProcess, log: string): Promise<string> {
  const giveUpAt = Date.now() + bootLimitMs;
  while (server.exitCode === null && Date.now() < giveUpAt) {
    const address = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(await readFile(log, "utf8"))?.[1];
    if (address !== undefined) return address;
    await wait(50);
  }
  throw new Error(`Tryton did not start:\n${(await readFile(log, "utf8")).slice(-4_000)}`);
}

// Tryton's API has no method that ends another's session.
function endSessions(file: string): void {
  using data = new DatabaseSync(file, { timeout: 10_000 });
  data.exec("DELETE FROM ir_session");
}

async function end(server: ChildProcess, folder: string): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) {
    const exited = once(server, "exit");
    server.kill("SIGTERM");
    const forced = setTimeout(() => server.kill("SIGKILL"), 5_000);
    await exited;
    clearTimeout(forced);
  }
  await rm(folder, { recursive: true, force: true });
}

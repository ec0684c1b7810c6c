import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { distFile, withSetting } from "#bench/run/dist";
import { startWatched } from "#bench/run/start-watched";

/** Gateways in processes of their own, on one bus. */
export interface LatencyNodes extends AsyncDisposable {
  readonly urls: readonly string[];
}

/** Starts gateways, each with a database of its own; on a bus on Redis when its address is given, else on a bus within the process. */
export async function startNodes(settings: object, { nodes, redisUrl }: { nodes: number; redisUrl?: string }): Promise<LatencyNodes> {
  await using building = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "passerelle-bench-latency-"));
  building.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const namespace = `bench-${randomUUID()}`;
  if (redisUrl !== undefined) building.defer(() => forget(redisUrl, namespace));
  const urls: string[] = [];
  for (let at = 0; at < nodes; at += 1) {
    const config = join(folder, `${at}.yaml`);
    const given: readonly (readonly [string, unknown])[] = [
      ["server.port", 0],
      // The first search waits for the whole catalogue.
      ["server.requestTimeoutMs", 60_000],
      ["database.folder", join(folder, `database-${at}`)],
      ["systems.erp.changes", { poll: { minIntervalMs: 600_000, maxIntervalMs: 600_000 }, compareEvery: false }],
      ...(redisUrl === undefined ? [] : [["events.redis", { url: redisUrl, namespace }] as const]),
    ];
    await writeFile(config, JSON.stringify(given.reduce((all, [path, value]) => withSetting(all, path, value), settings)));
    urls.push(building.use(await startWatched(distFile("gateway/main.js"), ["--config", config])).url);
  }
  const owned = building.move();
  return { urls, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function forget(redisUrl: string, namespace: string): Promise<void> {
  const { hostname, port } = new URL(redisUrl);
  const socket = connect(Number(port || 6379), hostname);
  await once(socket, "connect");
  const keys = ["stream", "meta", "leases", "sessions", "applied"].map((name) => `{${namespace}}:events:${name}`);
  socket.write(`DEL ${keys.join(" ")}\r\n`);
  await once(socket, "data");
  socket.destroy();
}

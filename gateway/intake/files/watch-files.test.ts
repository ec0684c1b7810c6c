import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { metrics } from "@opentelemetry/api";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { createLocalLeases } from "#platform";
import { createTurnedClock } from "../../../subgraphs/connectors/sdk/testing/turned-clock.js";
import type { FileFeed } from "../../config/index.js";
import { feedOf, openFiles, type OpenFiles } from "./testing/open-files.js";
import { sftpLogin, startSftp } from "./testing/start-sftp.js";
import { watchFiles } from "./watch-files.js";

/** Watches with a clock of its own; `look` lets one more look happen and waits until it is over. */
function watching(files: OpenFiles, feed: FileFeed) {
  const clock = createTurnedClock();
  const complaints: string[] = [];
  const log = pino({ level: "warn" }, { write: (line: string) => void complaints.push(line) });
  const watch = watchFiles("erp", feed, {
    ledger: files.ledger,
    bus: files.bus,
    leases: createLocalLeases(),
    clock,
    log,
    meter: metrics.getMeter("test"),
  });
  return {
    complaints,
    first: () => clock.nextWait(),
    look: async () => {
      clock.advance(feed.lookEveryMs);
      await clock.nextWait();
    },
    [Symbol.asyncDispose]: () => watch.close(),
  };
}

async function dropFolder(files: OpenFiles): Promise<string> {
  await mkdir(join(files.folder, "in"));
  return join(files.folder, "in");
}

const columns = { sku: "sku", net: "net" };

describe("a folder", () => {
  it("has its files applied once they do not change any more, in the order of their names", async () => {
    await using files = await openFiles();
    const folder = await dropFolder(files);
    await using watch = watching(files, feedOf({ kind: "prices", folder, pattern: "p-*.csv", columns }));
    await watch.first();
    await writeFile(join(folder, "p-2.csv"), "sku,net\nA,2\n");
    await writeFile(join(folder, "p-1.csv"), "sku,net\nB,1\n");
    await writeFile(join(folder, "other.csv"), "sku,net\nC,1\n");
    await watch.look();
    expect(files.told).toEqual([]);
    await watch.look();
    await watch.look();
    expect(files.told.map(({ subject }) => subject)).toEqual(["B", "A"]);
  });

  it("has a file applied when its marker is there", async () => {
    await using files = await openFiles();
    const folder = await dropFolder(files);
    await writeFile(join(folder, "p.csv"), "sku,net\nA,2\n");
    await using watch = watching(files, feedOf({ kind: "prices", folder, ready: "done", columns }));
    await watch.first();
    await watch.look();
    expect(files.told).toEqual([]);
    await writeFile(join(folder, "p.csv.done"), "");
    await watch.look();
    expect(files.told.map(({ subject }) => subject)).toEqual(["A"]);
  });

  it("has a file left alone that is not what its checksum promises, until it is", async () => {
    await using files = await openFiles();
    const folder = await dropFolder(files);
    const whole = "sku,net\nA,2\nB,3\n";
    await writeFile(join(folder, "p.csv"), whole.slice(0, 12));
    await writeFile(join(folder, "p.csv.sha256"), `${createHash("sha256").update(whole).digest("hex")}  p.csv\n`);
    await using watch = watching(files, feedOf({ kind: "prices", folder, ready: "sha256", columns }));
    await watch.first();
    expect(files.told).toEqual([]);
    expect(watch.complaints.join()).toContain("not what its checksum promises");
    await writeFile(join(folder, "p.csv"), whole);
    await watch.look();
    expect(watch.complaints).toHaveLength(1);
    expect(files.told.map(({ subject }) => subject)).toEqual(["A", "B"]);
  });
});

describe("an SFTP server", () => {
  const sftpFeed = (port: number, hostFingerprint: string): FileFeed =>
    feedOf({
      kind: "prices",
      folder: "/out",
      pattern: "*.csv",
      ready: "done",
      columns,
      sftp: { host: "127.0.0.1", port, hostFingerprint, ...sftpLogin },
    });

  it("has its files fetched and applied", async () => {
    await using files = await openFiles();
    const folder = await dropFolder(files);
    await writeFile(join(folder, "p.csv"), `sku,net\n${Array.from({ length: 3_000 }, (_, row) => `SKU-${row},1`).join("\n")}\n`);
    await writeFile(join(folder, "p.csv.done"), "");
    await using server = await startSftp(folder);
    await using watch = watching(files, sftpFeed(server.port, server.fingerprint));
    await watch.first();
    expect(watch.complaints).toEqual([]);
    expect(files.told).toHaveLength(3_000);
  });

  it("is not spoken to when its key is another one", async () => {
    await using files = await openFiles();
    const folder = await dropFolder(files);
    await using server = await startSftp(folder);
    await using watch = watching(files, sftpFeed(server.port, `SHA256:${"A".repeat(43)}`));
    await watch.first();
    expect(watch.complaints.join()).toContain("files could not be taken");
    expect(watch.complaints.join()).not.toContain(sftpLogin.password);
  });
});

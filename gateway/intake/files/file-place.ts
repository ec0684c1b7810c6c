import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A file as it is seen from outside. */
export interface SeenFile {
  readonly name: string;
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly changedAt: number;
}

/** Where files are dropped. One look at it: opened, used, disposed of. */
export interface FilePlace extends AsyncDisposable {
  readonly list: () => Promise<readonly SeenFile[]>;
  /** The text of a small file, a marker. */
  readonly readText: (name: string) => Promise<string>;
  /** Path on this machine at which a file can be read until the place is disposed of. */
  readonly fetch: (name: string) => Promise<string>;
}

/** A folder of this machine. */
export function localFolder(folder: string): FilePlace {
  return {
    list: async () => {
      const entries = await readdir(folder, { withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile());
      return Promise.all(
        files.map(async ({ name }) => {
          const { size, mtimeMs } = await stat(join(folder, name));
          return { name, size, changedAt: mtimeMs };
        }),
      );
    },
    readText: (name) => readFile(join(folder, name), "utf8"),
    fetch: async (name) => join(folder, name),
    [Symbol.asyncDispose]: async () => undefined,
  };
}

/** What is needed of an SFTP server; `ssh2-sftp-client` fits. */
export interface SftpSession {
  readonly list: (
    folder: string,
  ) => Promise<readonly { readonly name: string; readonly type: string; readonly size: number; readonly modifyTime: number }[]>;
  readonly download: (path: string, to: string) => Promise<unknown>;
  readonly end: () => Promise<unknown>;
}

/** A folder of an SFTP server; what is fetched lies in a folder of its own that goes with the session. */
export async function sftpFolder(session: SftpSession, folder: string): Promise<FilePlace> {
  const spool = await mkdtemp(join(tmpdir(), "passerelle-sftp-"));
  const fetch = async (name: string): Promise<string> => {
    const path = join(spool, name);
    await session.download(`${folder}/${name}`, path);
    return path;
  };
  return {
    list: async () => {
      const entries = (await session.list(folder)).filter(({ type, name }) => type === "-" && !name.includes("/"));
      return entries.map(({ name, size, modifyTime }) => ({ name, size, changedAt: modifyTime }));
    },
    readText: async (name) => readFile(await fetch(name), "utf8"),
    fetch,
    [Symbol.asyncDispose]: async () => {
      await session.end();
      await rm(spool, { recursive: true, force: true });
    },
  };
}
